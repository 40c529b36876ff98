"""Sends the requests on standard input to moto's server, one after the other, and prints what it answers to each.

Requests are for accounts, of which each is empty at first.
"""

import json
import os
import sys
import urllib.request
import uuid

accounts = json.load(sys.stdin)
# All have the one id that the local cloud gives.
[os.environ["MOTO_ACCOUNT_ID"]] = {account["accountId"] for account in accounts}
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]

import jmespath  # noqa: E402
from botocore.config import Config  # noqa: E402
from botocore.exceptions import ClientError, ParamValidationError  # noqa: E402
from botocore.session import Session  # noqa: E402
from moto.server import ThreadedMotoServer  # noqa: E402

# Where a response has what other requests name: the resource's outputs by name.
ANSWERS = {
    "AllocateAddress": {"id": "AllocationId"},
    "CreateInternetGateway": {"id": "InternetGateway.InternetGatewayId"},
    "CreateKey": {"id": "KeyMetadata.KeyId", "arn": "KeyMetadata.Arn"},
    "CreateKeyGroup": {"id": "KeyGroup.Id"},
    "CreateLaunchTemplate": {"id": "LaunchTemplate.LaunchTemplateId"},
    "CreateListener": {"id": "Listeners[0].ListenerArn"},
    "CreateLoadBalancer": {"id": "LoadBalancers[0].LoadBalancerArn", "dnsName": "LoadBalancers[0].DNSName"},
    "CreateNatGateway": {"id": "NatGateway.NatGatewayId"},
    "CreateOriginAccessControl": {"id": "OriginAccessControl.Id"},
    "CreatePublicKey": {"id": "PublicKey.Id"},
    "CreateRouteTable": {"id": "RouteTable.RouteTableId"},
    "CreateSecret": {"id": "ARN"},
    "CreateSecurityGroup": {"id": "GroupId"},
    "CreateSubnet": {"id": "Subnet.SubnetId"},
    "CreateTargetGroup": {"id": "TargetGroups[0].TargetGroupArn"},
    "CreateUserPool": {"id": "UserPool.Id", "arn": "UserPool.Arn"},
    "CreateVpc": {"id": "Vpc.VpcId"},
    "CreateVpcEndpoint": {"id": "VpcEndpoint.VpcEndpointId"},
    "CreateDistribution": {"id": "Distribution.Id", "arn": "Distribution.ARN", "domainName": "Distribution.DomainName"},
    "CreateWebACL": {"id": "Summary.Id", "arn": "Summary.ARN"},
    "PutDeliveryDestination": {"arn": "deliveryDestination.arn"},
    "ReplicateKey": {"arn": "ReplicaKeyMetadata.Arn"},
    "RequestCertificate": {"id": "CertificateArn"},
}
# The kind of resource that the provider names in the tags of a request to EC2.
TAGGED = {
    "AllocateAddress": "elastic-ip",
    "AuthorizeSecurityGroupEgress": "security-group-rule",
    "AuthorizeSecurityGroupIngress": "security-group-rule",
    "CreateFlowLogs": "vpc-flow-log",
    "CreateInternetGateway": "internet-gateway",
    "CreateLaunchTemplate": "launch-template",
    "CreateNatGateway": "natgateway",
    "CreateRouteTable": "route-table",
    "CreateSecurityGroup": "security-group",
    "CreateSubnet": "subnet",
    "CreateVpc": "vpc",
    "CreateVpcEndpoint": "vpc-endpoint",
}
# A rule's description stands beside its peer, and no peer has none.
PEERS = {"IpRange": "CidrIp", "Ipv6Range": "CidrIpv6", "PrefixListId": "PrefixListId", "UserIdGroupPair": "GroupId"}


def completed(shape, params, operation):
    """The parameters with what the provider fills in itself: counts, references of its own, what it sends empty."""
    if shape.type_name == "list":
        peer = PEERS.get(shape.member.name)
        items = [item for item in params if peer is None or peer in item]
        return [completed(shape.member, item, operation) for item in items]
    if shape.type_name != "structure" or not isinstance(params, dict):
        return params
    done = {
        name: completed(member, params[name], operation)
        for name, member in shape.members.items()
        if name in params and params[name] is not None
    }
    if "Quantity" in shape.members and "Items" in shape.members:
        done["Quantity"] = len(done.get("Items", []))
    if shape.name in ("TagSpecification",) and "Tags" in done:
        done.setdefault("ResourceType", TAGGED[operation])
    for name in shape.required_members:
        if name not in done:
            done[name] = filled(name, shape.members[name], operation)
    return done


def filled(name, shape, operation):
    """What the provider sends for a required member that no argument is about."""
    if name == "CallerReference":
        return str(uuid.uuid4())
    if name == "Action":
        return "UPSERT"
    if operation == "CreateFlowLogs" and name == "ResourceType":
        return "VPC"
    empty = {"string": "", "boolean": False, "integer": 0, "long": 0, "list": [], "map": {}}
    return completed(shape, {}, operation) if shape.type_name == "structure" else empty[shape.type_name]


def translated(value, known):
    """A value in which what the local cloud made is replaced by what moto made."""
    if isinstance(value, dict):
        return {key: translated(item, known) for key, item in value.items()}
    if isinstance(value, list):
        return [translated(item, known) for item in value]
    if isinstance(value, str):
        for local in sorted(known, key=len, reverse=True):
            value = value.replace(local, known[local])
    return value


def send(client, operation, params, known):
    """One request, and what came of it."""
    model = client.meta.service_model.operation_model(operation)
    sent = completed(model.input_shape, translated(params, known), operation)
    region = client.meta.region_name
    if operation == "CreateBucket" and region != "us-east-1":
        sent["CreateBucketConfiguration"] = {"LocationConstraint": region}
    python_name = next(name for name, api in client.meta.method_to_api_mapping.items() if api == operation)
    try:
        return {"outcome": "accepted"}, getattr(client, python_name)(**sent)
    except ParamValidationError as error:
        return {"outcome": "refused", "message": f"botocore: {error}"}, {}
    except ClientError as error:
        status, code = error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"]
        # A page without an error of AWS's is the web server's.
        outcome = "lacking" if code in ("404", "405") or status == 501 else "failed" if status == 500 else "refused"
        return {"outcome": outcome, "message": str(error)}, {}
    except Exception as error:  # What moto answers when it fails itself.
        return {"outcome": "failed", "message": f"{type(error).__name__}: {error}"}, {}


def main():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    session = Session()
    session.set_credentials("test", "test")
    clients = {}

    def client_of(service, region):
        key = (service, region)
        if key not in clients:
            clients[key] = session.create_client(
                service,
                region_name=region,
                endpoint_url=url,
                config=Config(retries={"max_attempts": 1, "mode": "standard"}, s3={"addressing_style": "path"}),
            )
        return clients[key]

    answers = []
    for account in accounts:
        urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST")).close()
        answers.append(send_all(account, client_of))
    server.stop()
    json.dump(answers, sys.stdout)


def send_all(account, client_of):
    """All requests of an account in order, and what came of each."""
    known, answers = {}, []
    for zone in account["zones"]:
        made = client_of("route53", "us-east-1").create_hosted_zone(Name=zone["name"], CallerReference=str(uuid.uuid4()))
        known[zone["id"]] = made["HostedZone"]["Id"].split("/")[-1]
    for one in account["requests"]:
        region, params = one["region"], one["params"]
        if one["operation"] == "ReplicateKey":
            # A replica is asked for in the region of its primary key, whose id moto takes and not its ARN.
            arn, params = params["KeyId"].split(":"), {**params, "ReplicaRegion": region}
            region, params["KeyId"] = arn[3], arn[-1].removeprefix("key/")
        answer, response = send(client_of(one["service"], region), one["operation"], params, known)
        for output, where in ANSWERS.get(one["operation"], {}).items():
            made = jmespath.search(where, response)
            if made and output in one["outputs"]:
                known[one["outputs"][output]] = made
        answers.append({"type": one["type"], "name": one["name"], "operation": one["operation"], **answer})
    return answers


main()
