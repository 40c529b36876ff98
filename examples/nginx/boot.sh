#!/bin/bash
# Runs once, as root, on a new instance of Amazon Linux 2023: nginx with one server block for each tier.
# PUBLIC_PORT and SIGNED_PORT come from the stack.
set -euo pipefail
root="${ROOT:-}" # empty on an instance
conf="/etc/nginx/conf.d"

dnf install --assumeyes nginx openssl
install --directory "$root$conf" "$root/etc/nginx/tls" "$root/srv/public" "$root/srv/signed"

# The load balancer encrypts to the instance but checks no name, so each instance makes its own certificate.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=files" \
  -keyout "$root/etc/nginx/tls/key.pem" -out "$root/etc/nginx/tls/certificate.pem"

echo "Anyone may read this." >"$root/srv/public/index.html"
for path in premium downloads secure; do
  install --directory "$root/srv/signed/$path"
  echo "This page needs a signature." >"$root/srv/signed/$path/index.html"
done

# Used by both server blocks. A path that is not canonical is refused before it is looked up: CloudFront matched its
# normalised form, and a signature for one path must not fetch another.
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
server { # public content only; secure content does not exist here
  listen $PUBLIC_PORT ssl default_server;
  root $root/srv/public;
  include $root$conf/tier.inc;
}
server { # CloudFront has checked the signature of each request
  listen $SIGNED_PORT ssl default_server;
  root $root/srv/signed;
  include $root$conf/tier.inc;
}
NGINX

systemctl enable --now nginx
