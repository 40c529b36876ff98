// Command languages is the Python and the Go language host of an engine that this project builds, and the generator of
// SDKs for Node's: Pulumi's own hosts are not to be had as Go modules, but their code generators are.
//
// Its name selects the language: pulumi-language-python, pulumi-language-go. The engine reads the host's port, one line,
// from standard output.
package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"secureorigin.local/languages/host"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	name := strings.TrimPrefix(filepath.Base(os.Args[0]), "pulumi-language-")
	if len(os.Args) > 1 && os.Args[1] == "generate" {
		return generateFromInput(os.Args[2:])
	}
	hosts := map[string]pulumirpc.LanguageRuntimeServer{"python": &pythonHost{}, "go": &goHost{}}
	if hosts[name] == nil {
		return fmt.Errorf("%s is no language host; it is called pulumi-language-python or pulumi-language-go", name)
	}
	return host.Serve(func(context.Context) pulumirpc.LanguageRuntimeServer { return hosts[name] })
}

// anyHost has what these two hosts answer alike.
type anyHost struct{ host.Any }

// GetRequiredPackages names none: Pulumi.yaml lists the plugin's folder, and the local cloud attaches its providers.
func (anyHost) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// runProgram runs a program to its end, with its output as the host's.
func runProgram(command *exec.Cmd, request *pulumirpc.RunRequest) *pulumirpc.RunResponse {
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.Env = append(command.Env, host.Configuration(request.GetConfig(), request.GetConfigSecretKeys())...)
	return host.Response(command.Run())
}
