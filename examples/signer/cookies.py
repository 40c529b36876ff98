"""Cookies for CloudFront, signed by KMS, from an application in Python.

The key of the stack is ECDSA on P-256 with SHA-256 (`signingKeyArn`), and CloudFront knows it as `activeKeyId`.
Nothing but the standard library is used; `kms_signature` needs boto3, and calls kms:Sign once for each set of cookies.
"""
import base64
import json


def kms_signature(key_arn):
    """The signature of a message, by a key that never leaves KMS."""
    import boto3

    kms = boto3.client("kms")
    return lambda message: kms.sign(
        KeyId=key_arn, Message=message, MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
    )["Signature"]


def signed_cookies(resource, expires, key_pair_id, sign):
    """Name and value of each cookie.

    resource: a URL in which * stands for any characters, such as https://members.example.com/premium/*
    expires: seconds since 1970, UTC; a whole number
    sign: returns the signature, in DER, of the bytes that it is given
    """
    statement = {"Resource": resource, "Condition": {"DateLessThan": {"AWS:EpochTime": int(expires)}}}
    policy = json.dumps({"Statement": [statement]}, separators=(",", ":")).encode()
    return {
        "CloudFront-Policy": _encoded(policy),
        "CloudFront-Signature": _encoded(sign(policy)),
        "CloudFront-Key-Pair-Id": key_pair_id,
        # Without it CloudFront takes SHA-1, which KMS does not sign.
        "CloudFront-Hash-Algorithm": "SHA256",
    }


def set_cookie_lines(cookies, path):
    """The values of the Set-Cookie headers; `path` is the folder that the cookies open, such as /premium/."""
    return [f"{name}={value}; Path={path}; Secure; HttpOnly; SameSite=Lax" for name, value in cookies.items()]


def _encoded(data):
    """Base64 with the three characters that CloudFront replaces; not the URL-safe alphabet of the RFC."""
    text = base64.b64encode(data).decode()
    return text.replace("+", "-").replace("=", "_").replace("/", "~")
