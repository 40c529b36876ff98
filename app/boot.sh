#!/bin/bash
# Runs once, as root, on a new instance of Amazon Linux 2023: fetches the members site and starts it as its own user.
# The stack sets, in this script's environment: PUBLIC_PORT, SIGNED_PORT, AWS_REGION, and for the bundle and for the
# configuration document where they are in the private bucket and what they must be: APP_BUNDLE, APP_BUNDLE_SHA256,
# APP_CONFIG, APP_CONFIG_SHA256. The hashes make a new release a new launch template, which replaces the instances;
# and a file that was replaced in the bucket does not run. Nothing in here is secret.
set -euo pipefail

root="${ROOT:-}" # empty on an instance
home="/opt/members"
node="/usr/bin/node-24"

dnf install --assumeyes nodejs24 openssl awscli-2
id members &>/dev/null || useradd --system --home-dir "$home" --shell /sbin/nologin members
install --directory "$root$home" "$root/etc/systemd/system"

# The role of the instance may not be available at once; the client retries.
export AWS_REGION AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
fetch() { # from, to, hash
  aws s3 cp --only-show-errors "$1" "$root$home/$2"
  echo "$3  $root$home/$2" | sha256sum --check --strict --quiet
}
fetch "$APP_BUNDLE" app.mjs "$APP_BUNDLE_SHA256"
fetch "$APP_CONFIG" config.json "$APP_CONFIG_SHA256"

# The load balancer encrypts to the instance but checks no name, so each instance creates its own certificate.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=members" \
  -keyout "$root$home/key.pem" -out "$root$home/certificate.pem"

cat >"$root/etc/systemd/system/members.service" <<UNIT
[Unit]
Description=Members site
Wants=network-online.target
After=network-online.target

[Service]
User=members
WorkingDirectory=$home
Environment=NODE_ENV=production AWS_REGION=$AWS_REGION MEMBERS_CONFIG=$home/config.json
Environment=PUBLIC_PORT=$PUBLIC_PORT SIGNED_PORT=$SIGNED_PORT
ExecStart=$node $home/app.mjs
Restart=always
RestartSec=2
# The site completes requests in progress for up to 20 seconds.
TimeoutStopSec=30
CapabilityBoundingSet=
LockPersonality=yes
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=strict
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
UMask=0077

[Install]
WantedBy=multi-user.target
UNIT

chown --recursive members:members "$root$home"
chmod 0400 "$root$home"/*
systemctl daemon-reload
systemctl enable --now members
