#!/bin/bash
# Runs once, as root, on a new instance of Amazon Linux 2023: nginx with one server block for each tier.
# PUBLIC_PORT and SIGNED_PORT are set by the stack.
set -euo pipefail
root="${ROOT:-}" # empty on an instance
conf="/etc/nginx/conf.d"

# The repositories may not answer in an instance's first seconds.
for attempt in {1..12}; do
  dnf install --assumeyes nginx openssl && break
  [ "$attempt" -lt 12 ] || { echo "boot: failed: installing packages" >&2; exit 1; }
  sleep 5
done
install --directory "$root$conf" "$root/etc/nginx/tls" "$root/srv/public" "$root/srv/signed"

# The load balancer does not validate the certificates of instances, so each instance creates its own.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=files" \
  -keyout "$root/etc/nginx/tls/key.pem" -out "$root/etc/nginx/tls/certificate.pem"

echo "This page is public." >"$root/srv/public/index.html"
for path in premium downloads secure; do
  install --directory "$root/srv/signed/$path"
  echo "This page needs a signature." >"$root/srv/signed/$path/index.html"
done

# Included in both server blocks. A path that is not canonical is refused: CloudFront matched the path as it was sent, and
# a signature for one path must not be valid for another.
cat >"$root$conf/tier.inc" <<NGINX
ssl_certificate $root/etc/nginx/tls/certificate.pem;
ssl_certificate_key $root/etc/nginx/tls/key.pem;
ssl_protocols TLSv1.2 TLSv1.3;
server_tokens off;
merge_slashes off;
if (\$request_uri ~* "^[^?]*(%2f|%5c|%25|%00|%2e|\\\\\\\\|//|;|/\\.\\.?(/|\\?|\$))") { return 400; }
location = /healthz { return 200 "ok\n"; }
NGINX

cat >"$root$conf/tiers.conf" <<NGINX
server { # public tier: no secure content here
  listen $PUBLIC_PORT ssl default_server;
  root $root/srv/public;
  include $root$conf/tier.inc;
}
server { # signed tier: CloudFront has checked the signature
  listen $SIGNED_PORT ssl default_server;
  root $root/srv/signed;
  include $root$conf/tier.inc;
}
NGINX

systemctl enable --now nginx
