#!/bin/bash
# Runs once, as root, on a new instance of Amazon Linux 2023: serves a small page of each tier over HTTPS.
# PUBLIC_PORT and SIGNED_PORT come from the stack. Nothing in here is secret.
set -euo pipefail

root="${ROOT:-}" # empty on an instance
home="/opt/members"
node="/usr/bin/node-24"

dnf install --assumeyes nodejs24 openssl
id members &>/dev/null || useradd --system --home-dir "$home" --shell /sbin/nologin members
install --directory "$root$home" "$root/etc/systemd/system"

# The load balancer encrypts to the instance but checks no name, so each instance makes its own certificate.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=members" \
  -keyout "$root$home/key.pem" -out "$root$home/certificate.pem"

cat >"$root$home/server.mjs" <<'SERVER'
import { readFileSync } from "node:fs";
import { createServer } from "node:https";

const read = (name) => readFileSync(new URL(name, import.meta.url));
const tls = { key: read("key.pem"), cert: read("certificate.pem"), minVersion: "TLSv1.2" };
const ports = { public: process.env.PUBLIC_PORT, signed: process.env.SIGNED_PORT };

for (const [tier, port] of Object.entries(ports))
  createServer(tls, (request, response) => {
    const text = request.url === "/healthz" ? "ok" : `This is the ${tier} tier.`;
    response.writeHead(200, { "content-type": "text/plain", "cache-control": "no-store" }).end(`${text}\n`);
  })
    // An application with one port serves both tiers on it.
    .on("error", (error) => {
      if (error.code !== "EADDRINUSE" || ports.public !== ports.signed) throw error;
    })
    .listen(port);
SERVER

cat >"$root/etc/systemd/system/members.service" <<UNIT
[Unit]
Description=Members site
After=network-online.target

[Service]
User=members
Environment=PUBLIC_PORT=$PUBLIC_PORT SIGNED_PORT=$SIGNED_PORT
ExecStart=$node $home/server.mjs
Restart=always
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
UNIT

chown --recursive members:members "$root$home"
chmod 0400 "$root$home/key.pem"
systemctl daemon-reload
systemctl enable --now members
