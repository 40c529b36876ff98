import type * as appsync from "@pulumi/aws/appsync";
import type * as ec2 from "@pulumi/aws/ec2";
import type * as ec2clientvpn from "@pulumi/aws/ec2clientvpn";
import type * as ec2transitgateway from "@pulumi/aws/ec2transitgateway";
import type * as globalaccelerator from "@pulumi/aws/globalaccelerator";
import type * as ram from "@pulumi/aws/ram";
import type * as vpclattice from "@pulumi/aws/vpclattice";

/** Adds the types that only the cases on services, addresses and header values use to those of the fixtures. */
declare module "../misconfigurations/stackModel/arguments" {
  interface ArgumentsOf {
    "aws:appsync/dataSource:DataSource": appsync.DataSourceArgs;
    "aws:appsync/graphQLApi:GraphQLApi": appsync.GraphQLApiArgs;
    "aws:ec2/vpcEndpointServiceAllowedPrinciple:VpcEndpointServiceAllowedPrinciple": ec2.VpcEndpointServiceAllowedPrincipleArgs;
    "aws:ec2clientvpn/authorizationRule:AuthorizationRule": ec2clientvpn.AuthorizationRuleArgs;
    "aws:ec2clientvpn/endpoint:Endpoint": ec2clientvpn.EndpointArgs;
    "aws:ec2clientvpn/networkAssociation:NetworkAssociation": ec2clientvpn.NetworkAssociationArgs;
    "aws:ec2transitgateway/instanceConnectEndpoint:InstanceConnectEndpoint": ec2transitgateway.InstanceConnectEndpointArgs;
    "aws:globalaccelerator/accelerator:Accelerator": globalaccelerator.AcceleratorArgs;
    "aws:globalaccelerator/crossAccountAttachment:CrossAccountAttachment": globalaccelerator.CrossAccountAttachmentArgs;
    "aws:globalaccelerator/listener:Listener": globalaccelerator.ListenerArgs;
    "aws:ram/principalAssociation:PrincipalAssociation": ram.PrincipalAssociationArgs;
    "aws:ram/resourceAssociation:ResourceAssociation": ram.ResourceAssociationArgs;
    "aws:ram/resourceShare:ResourceShare": ram.ResourceShareArgs;
    "aws:vpclattice/listener:Listener": vpclattice.ListenerArgs;
    "aws:vpclattice/resourceConfiguration:ResourceConfiguration": vpclattice.ResourceConfigurationArgs;
    "aws:vpclattice/resourceGateway:ResourceGateway": vpclattice.ResourceGatewayArgs;
    "aws:vpclattice/service:Service": vpclattice.ServiceArgs;
    "aws:vpclattice/targetGroup:TargetGroup": vpclattice.TargetGroupArgs;
    "aws:vpclattice/targetGroupAttachment:TargetGroupAttachment": vpclattice.TargetGroupAttachmentArgs;
  }
}
