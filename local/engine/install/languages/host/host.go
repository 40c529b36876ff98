// Package host has what the language hosts of this project share.
package host

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// How often a host checks that its engine lives: one that is killed ends nothing.
const look = time.Second

// The exit code of a program that has already reported its error.
const alreadyReported = 32

// MessageLimit is the engine's own limit of a message, in bytes.
const MessageLimit = 400 * 1024 * 1024

// Any has what the hosts of all languages answer alike.
type Any struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
}

// Handshake accepts any engine.
func (Any) Handshake(
	context.Context, *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

// GetPluginInfo returns the host's version, for `pulumi about` and the engine's log.
func (Any) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "1.0.0"}, nil
}

// Serve answers the engine until it is gone, and prints its port, one line, for the engine. The context that start
// receives ends with the engine.
func Serve(start func(ctx context.Context) pulumirpc.LanguageRuntimeServer) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	parent := os.Getppid()
	ended := make(chan bool)
	go func() {
		for os.Getppid() == parent {
			time.Sleep(look)
		}
		cancel()
		close(ended)
	}()
	runtime := start(ctx)
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: ended,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, runtime)
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}

// Configuration returns the variables from which every SDK reads a stack's configuration.
func Configuration(values map[string]string, secretKeys []string) []string {
	config, _ := json.Marshal(values)
	secret, _ := json.Marshal(append([]string{}, secretKeys...))
	return []string{"PULUMI_CONFIG=" + string(config), "PULUMI_CONFIG_SECRET_KEYS=" + string(secret)}
}

// Response returns what the engine is told about a program that has ended.
func Response(err error) *pulumirpc.RunResponse {
	if err == nil {
		return &pulumirpc.RunResponse{}
	}
	exit, ok := errors.AsType[*exec.ExitError](err)
	if !ok {
		return &pulumirpc.RunResponse{Error: "the program could not be run: " + err.Error()}
	}
	if exit.ExitCode() == alreadyReported {
		return &pulumirpc.RunResponse{Bail: true}
	}
	return &pulumirpc.RunResponse{Error: "the program failed: " + exit.Error()}
}

// InstallStream takes the output of an installation.
type InstallStream = pulumirpc.LanguageRuntime_InstallDependenciesServer

// OneByOne is a stream to which both outputs of a process may send: gRPC's own takes one message at a time.
type OneByOne[Response any] struct {
	grpc.ServerStreamingServer[Response]
	lock sync.Mutex
}

// Send sends one message, after those that are being sent.
func (s *OneByOne[Response]) Send(response *Response) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.ServerStreamingServer.Send(response)
}

// Installing runs an installation whose output goes to the engine.
func Installing(
	request *pulumirpc.InstallDependenciesRequest, stream InstallStream, install func(out, err io.Writer) error,
) error {
	outputs := &OneByOne[pulumirpc.InstallDependenciesResponse]{ServerStreamingServer: stream}
	closer, out, err, failure := rpcutil.MakeInstallDependenciesStreams(outputs, request.GetIsTerminal())
	if failure != nil {
		return failure
	}
	return errors.Join(install(out, err), closer.Close())
}
