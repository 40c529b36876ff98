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

# The last line of the log says whether the site was started, or what failed.
step="starting"
report() {
  [ "$1" -eq 0 ] && echo "boot: the site is started" || echo "boot: failed: $step" >&2
}
trap 'report $?' EXIT

# In an instance's first seconds the repositories, instance metadata or the role may not be usable yet: at most 12 attempts,
# 5 seconds apart.
retry() {
  local attempt
  for attempt in {1..12}; do
    "$@" && return
    echo "boot: attempt $attempt of 12 failed: $step" >&2
    [ "$attempt" -eq 12 ] || sleep 5
  done
  return 1
}

step="installing packages"
retry dnf install --assumeyes nodejs24 openssl awscli-2
step="creating user and folders"
id members &>/dev/null || useradd --system --home-dir "$home" --shell /sbin/nologin members
install --directory "$root$home" "$root/etc/systemd/system"

# The client itself repeats what was throttled or lost, and, because it is told to, requests to instance metadata. It does
# not repeat what was denied, as calls of a new role may be.
export AWS_REGION AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=3
export AWS_METADATA_SERVICE_NUM_ATTEMPTS=5 AWS_METADATA_SERVICE_TIMEOUT=2
fetch() { # from, to, hash
  step="fetching $1"
  retry aws s3 cp --only-show-errors "$1" "$root$home/$2"
  step="checking the SHA-256 of $1"
  echo "$3  $root$home/$2" | sha256sum --check --strict --quiet
}
fetch "$APP_BUNDLE" app.mjs "$APP_BUNDLE_SHA256"
fetch "$APP_CONFIG" config.json "$APP_CONFIG_SHA256"

step="creating the certificate"
# The load balancer encrypts to the instance but checks no name, so each instance creates its own certificate.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=members" \
  -keyout "$root$home/key.pem" -out "$root$home/certificate.pem"

step="starting the service"
cat >"$root/etc/systemd/system/members.service" <<UNIT
[Unit]
Description=Members site
Wants=network-online.target
After=network-online.target
# Without a limit of starts: by default systemd gives up after five in ten seconds.
StartLimitIntervalSec=0

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
