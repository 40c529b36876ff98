"""Signs URLs with botocore for some seconds, and prints the rate per second. Arguments: key file, seconds."""

import datetime
import sys
import time

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

key_file, seconds = sys.argv[1], float(sys.argv[2])
with open(key_file, "rb") as file:
    key = serialization.load_pem_private_key(file.read(), password=None)


def sign(message):
    return key.sign(message, padding.PKCS1v15(), hashes.SHA1())


signer = CloudFrontSigner("K2JCJMDEHXQW5F", sign)
expires = datetime.datetime(2030, 1, 1)
url = "https://d111111abcdef8.cloudfront.net/premium/report.pdf"
count = 0
start = time.perf_counter()
while time.perf_counter() - start < seconds:
    signer.generate_presigned_url(url, date_less_than=expires)
    count += 1
print(count / (time.perf_counter() - start))
