package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"secureorigin.local/languages/host"
)

// analyzer serves pulumirpc.Analyzer in front of a policy pack.
//
// The engine expects a port at once, then calls Handshake and ConfigureStack before the pack may start; a pack of the Node
// SDK has neither call and reads the stack's names from its environment. This server answers both, starts the pack with
// their values, and forwards every other call as bytes, so that fields unknown to either side are kept.
type analyzer struct {
	// Returns the pack's process with additional variables, to be started.
	process func(variables []string) *exec.Cmd
	// Receives what the pack prints after its port.
	stdout io.Writer
	// Is called once the pack has ended.
	stop func(err error)

	once sync.Once
	pack *grpc.ClientConn
	err  error
	// Whether a policy of the pack changes resources, by what the pack declares and by what it is configured to. If neither says so,
	// the pack has nothing to answer to Remediate, which the engine calls for each resource with all its properties.
	declared, configured atomic.Bool
}

// serveAnalyzer answers the engine until the pack ends, or the context. It returns how the pack ended.
func serveAnalyzer(ctx context.Context, stdout io.Writer, process func(variables []string) *exec.Cmd) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancelCause(ctx)
	pack := &analyzer{process: process, stdout: stdout, stop: stop}
	// Until the pack has said what it declares.
	pack.declared.Store(true)
	server := grpc.NewServer(
		grpc.ForceServerCodec(bytesCodec{}),
		grpc.UnknownServiceHandler(pack.handle),
		grpc.MaxRecvMsgSize(host.MessageLimit),
	)
	context.AfterFunc(ctx, server.Stop)
	if _, err := fmt.Fprintf(stdout, "%d\n", listener.Addr().(*net.TCPAddr).Port); err != nil {
		return err
	}
	if err := server.Serve(listener); err != nil {
		return err
	}
	if ended := context.Cause(ctx); ended != errEnded {
		return ended
	}
	return nil
}

// errEnded is the cause of the end where the pack ended well.
var errEnded = fmt.Errorf("the policy pack has ended")

// bytesCodec leaves messages as they are.
type bytesCodec struct{}

func (bytesCodec) Marshal(message any) ([]byte, error) { return *message.(*[]byte), nil }

func (bytesCodec) Unmarshal(data []byte, message any) error {
	*message.(*[]byte) = data
	return nil
}

func (bytesCodec) Name() string { return "bytes" }

// environmentFor returns the variables from which the Node SDK reads its stack.
func environmentFor(request *pulumirpc.AnalyzerStackConfigureRequest) []string {
	return append(host.Configuration(request.GetConfig(), request.GetConfigSecretKeys()),
		"PULUMI_NODEJS_ORGANIZATION="+request.GetOrganization(),
		"PULUMI_NODEJS_PROJECT="+request.GetProject(),
		"PULUMI_NODEJS_STACK="+request.GetStack(),
		"PULUMI_NODEJS_DRY_RUN="+strconv.FormatBool(request.GetDryRun()))
}

// handle answers one call of the engine.
func (a *analyzer) handle(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.MethodFromServerStream(stream)
	var request, response []byte
	if err := stream.RecvMsg(&request); err != nil {
		return err
	}
	var variables []string
	switch method {
	case pulumirpc.Analyzer_Handshake_FullMethodName:
		return stream.SendMsg(&response)
	case pulumirpc.Analyzer_Remediate_FullMethodName:
		if !a.declared.Load() && !a.configured.Load() {
			return stream.SendMsg(&response)
		}
	case pulumirpc.Analyzer_ConfigureStack_FullMethodName:
		var configure pulumirpc.AnalyzerStackConfigureRequest
		if err := proto.Unmarshal(request, &configure); err != nil {
			return err
		}
		variables = environmentFor(&configure)
	}
	a.once.Do(func() { a.pack, a.err = a.startPack(variables) })
	if a.err != nil {
		return status.Error(codes.Unavailable, a.err.Error())
	}
	if method != pulumirpc.Analyzer_ConfigureStack_FullMethodName {
		ctx := stream.Context()
		if sent, ok := metadata.FromIncomingContext(ctx); ok {
			ctx = metadata.NewOutgoingContext(ctx, sent)
		}
		if err := a.pack.Invoke(ctx, method, &request, &response, grpc.ForceCodec(bytesCodec{})); err != nil {
			return err
		}
		a.learn(method, request, response)
	}
	return stream.SendMsg(&response)
}

// learn reads from a call whether the pack remediates: a policy does at the level that it or its pack declares, which
// GetAnalyzerInfo returns, or that the pack's configuration sets.
func (a *analyzer) learn(method string, request, response []byte) {
	switch method {
	case pulumirpc.Analyzer_GetAnalyzerInfo_FullMethodName:
		var info pulumirpc.AnalyzerInfo
		err := proto.Unmarshal(response, &info)
		remediates := func(policy *pulumirpc.PolicyInfo) bool {
			return policy.GetEnforcementLevel() == pulumirpc.EnforcementLevel_REMEDIATE
		}
		a.declared.Store(err != nil || slices.ContainsFunc(info.GetPolicies(), remediates) || setsRemediate(info.GetInitialConfig()))
	case pulumirpc.Analyzer_Configure_FullMethodName:
		var configure pulumirpc.ConfigureAnalyzerRequest
		err := proto.Unmarshal(request, &configure)
		a.configured.Store(err != nil || setsRemediate(configure.GetPolicyConfig()))
	}
}

func setsRemediate(config map[string]*pulumirpc.PolicyConfig) bool {
	for _, policy := range config {
		if policy.GetEnforcementLevel() == pulumirpc.EnforcementLevel_REMEDIATE {
			return true
		}
	}
	return false
}

// startPack starts the pack and connects to the port that it prints, the first line of its standard output.
func (a *analyzer) startPack(variables []string) (*grpc.ClientConn, error) {
	process := a.process(variables)
	output, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	reader := bufio.NewReader(output)
	port, failure := reader.ReadString('\n')
	ended := make(chan error, 1)
	go func() {
		_, _ = io.Copy(a.stdout, reader)
		err := process.Wait()
		ended <- err
		if err == nil {
			err = errEnded
		}
		a.stop(err)
	}()
	if failure != nil {
		return nil, fmt.Errorf("the policy pack ended with exit code %d before it was ready", exitCode(<-ended))
	}
	return grpc.NewClient("passthrough:///127.0.0.1:"+strings.TrimSpace(port),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithNoProxy(),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(host.MessageLimit)))
}
