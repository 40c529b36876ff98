// Command node is the Node language host of an engine that this project builds: Pulumi's own is not to be had as a Go
// module. It answers the part of pulumirpc.LanguageRuntime that `preview`, `up`, `destroy`, policy packs, component
// plugins and `pulumi package` use; other calls answer "unimplemented", which the engine accepts.
//
// The engine passes its address as the last argument, and reads the host's port, one line, from standard output.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"secureorigin.local/languages/host"
)

func main() {
	err := host.Serve(func(ctx context.Context) pulumirpc.LanguageRuntimeServer {
		return &nodeHost{ctx: ctx}
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// nodeHost runs programs, policy packs and plugins in Node.
type nodeHost struct {
	host.Any
	// Ends with the engine.
	ctx      context.Context
	prepared *preparedProgram
}

// About returns the Node in use, for `pulumi about` and an update's metadata.
func (h *nodeHost) About(ctx context.Context, _ *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	version, err := exec.CommandContext(ctx, node, "--version").Output()
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: node, Version: strings.TrimSpace(string(version))}, nil
}

// GeneratePackage writes an SDK for Node, with Pulumi's generator in the host of Python and Go, which local runs place
// beside this one.
func (*nodeHost) GeneratePackage(
	ctx context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	input, err := json.Marshal(request)
	if err != nil {
		return nil, err
	}
	generator := exec.CommandContext(ctx, filepath.Join(filepath.Dir(self), "pulumi-language-go"), "generate", "nodejs")
	generator.Stdin = strings.NewReader(string(input))
	var said strings.Builder
	generator.Stderr = &said
	if err := generator.Run(); err != nil {
		return nil, fmt.Errorf("the SDK was not generated: %w: %s", err, strings.TrimSpace(said.String()))
	}
	return &pulumirpc.GeneratePackageResponse{}, nil
}

// sdkScript finds a script of the @pulumi/pulumi that a program in a folder uses: run, run-policy-pack or run-plugin.
func sdkScript(folder, script string) (string, error) {
	for _, modules := range modulesAbove(folder) {
		file := filepath.Join(modules, "@pulumi", "pulumi", "cmd", script, "index.js")
		if real, err := filepath.EvalSymlinks(file); err == nil {
			return real, nil
		}
	}
	return "", fmt.Errorf("@pulumi/pulumi is not installed for %s; run npm install there.", folder)
}

// exitCode returns the exit code of a process that has ended, 1 if it was killed or never ran.
func exitCode(err error) int32 {
	if err == nil {
		return 0
	}
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.ExitCode() > 0 {
		return int32(exit.ExitCode())
	}
	return 1
}
