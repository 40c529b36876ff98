#!/bin/bash
# Runs once, as root, on a new instance of Amazon Linux 2023: a minimal HTTPS server on both ports.
# PUBLIC_PORT and SIGNED_PORT are set by the stack. Python is in the image, so nothing is installed.
# Each example has its own copy, so that a folder can be copied on its own.
set -euo pipefail
root="${ROOT:-}" # empty on an instance
home="$root/opt/members"
install --directory "$home"

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 825 -subj "/CN=members" \
  -keyout "$home/key.pem" -out "$home/certificate.pem"

cat >"$home/serve.py" <<'PYTHON'
import http.server, ssl, sys, threading

def serve(tier, port):
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = b"ok\n" if self.path == "/healthz" else f"This is the {tier} tier.\n".encode()
            self.send_response(200)
            self.send_header("content-type", "text/plain")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain("certificate.pem", "key.pem")
    server = http.server.ThreadingHTTPServer(("", port), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.serve_forever()

threading.Thread(target=serve, args=("public", int(sys.argv[1])), daemon=True).start()
serve("signed", int(sys.argv[2]))
PYTHON

# Restarted for ever: by default systemd gives up after five starts in ten seconds.
systemd-run --unit=members --working-directory="$home" --property=Restart=always --property=RestartSec=2 \
  --property=StartLimitIntervalSec=0 \
  python3 serve.py "$PUBLIC_PORT" "$SIGNED_PORT"
