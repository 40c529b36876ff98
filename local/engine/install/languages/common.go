package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// anyHost has what the hosts of all languages answer alike.
type anyHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
}

func (anyHost) Handshake(
	context.Context, *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (anyHost) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: "1.0.0"}, nil
}

// GetRequiredPackages names none: Pulumi.yaml lists the plugin's folder, and the local cloud attaches its providers.
func (anyHost) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// runProgram runs a program to its end, with its output as the host's.
func runProgram(command *exec.Cmd) (*pulumirpc.RunResponse, error) {
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	err := command.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() == alreadyReported {
		return &pulumirpc.RunResponse{Bail: true}, nil
	}
	if err != nil {
		return &pulumirpc.RunResponse{Error: "the program failed: " + err.Error()}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}

type installStream = pulumirpc.LanguageRuntime_InstallDependenciesServer

// installing runs an installation whose output goes to the engine.
func installing(
	request *pulumirpc.InstallDependenciesRequest, stream installStream, install func(out, err io.Writer) error,
) error {
	closer, out, err, failure := rpcutil.MakeInstallDependenciesStreams(stream, request.GetIsTerminal())
	if failure != nil {
		return failure
	}
	if failure = install(out, err); failure != nil {
		return errors.Join(failure, closer.Close())
	}
	return closer.Close()
}
