"""Signed cookies for CloudFront, with a key in KMS.

The stack's key (`signingKeyArn`) is ECDSA on P-256 with SHA-256; CloudFront knows it as `activeKeyId`.
Only the standard library is used; `kms_signature` needs boto3 and calls kms:Sign once for each set of cookies.
"""
import base64
import json


def kms_signature(key_arn):
    """Returns a function that signs a message with a key in KMS."""
    import boto3

    kms = boto3.client("kms")
    return lambda message: kms.sign(
        KeyId=key_arn, Message=message, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
    )["Signature"]


def signed_cookies(resource, expires, key_pair_id, sign):
    """Returns the name and value of each cookie.

    resource: a URL with * for any characters, such as https://members.example.com/premium/*
    expires: seconds since 1970, UTC; a whole number
    sign: takes bytes and returns their signature, in DER
    """
    statement = {"Resource": resource, "Condition": {"DateLessThan": {"AWS:EpochTime": int(expires)}}}
    policy = json.dumps({"Statement": [statement]}, separators=(",", ":")).encode()
    return {
        "CloudFront-Policy": _encoded(policy),
        "CloudFront-Signature": _encoded(sign(policy)),
        "CloudFront-Key-Pair-Id": key_pair_id,
        # Without it CloudFront assumes SHA-1, which KMS does not sign.
        "CloudFront-Hash-Algorithm": "SHA256",
    }


def set_cookie_lines(cookies, path):
    """Returns the Set-Cookie header values; `path` is the folder that the cookies open, such as /premium/."""
    return [f"{name}={value}; Path={path}; Secure; HttpOnly; SameSite=Lax" for name, value in cookies.items()]


def _encoded(data):
    """Encodes in CloudFront's Base64, which differs from the URL-safe alphabet of the RFC."""
    text = base64.b64encode(data).decode()
    return text.replace("+", "-").replace("=", "_").replace("/", "~")
