package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"secureorigin.local/languages/host"
)

type pluginStream = pulumirpc.LanguageRuntime_RunPluginServer

// RunPlugin runs a component plugin or a policy pack, and streams its output until it ends.
func (h *nodeHost) RunPlugin(request *pulumirpc.RunPluginRequest, stream pluginStream) error {
	outputs := &host.OneByOne[pulumirpc.RunPluginResponse]{ServerStreamingServer: stream}
	_, stdout, stderr, err := rpcutil.MakeRunPluginStreams(outputs, false)
	if err != nil {
		return err
	}
	code := exitCode(h.runPlugin(request, stream, stdout, stderr))
	return outputs.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: code}})
}

func (h *nodeHost) runPlugin(
	request *pulumirpc.RunPluginRequest, stream pluginStream, stdout, stderr io.Writer,
) error {
	folder := firstOf(request.GetInfo().GetProgramDirectory(), request.GetProgram())
	if !filepath.IsAbs(folder) {
		folder = filepath.Join(request.GetPwd(), folder)
	}
	variables := request.GetEnv()
	if len(variables) == 0 {
		variables = os.Environ()
	}
	kind := "run-plugin"
	if request.GetKind() == "analyzer" {
		kind = "run-policy-pack"
	}
	script, err := sdkScript(folder, kind)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return err
	}
	if request.GetKind() != "analyzer" {
		// In its own folder: it would take over the tsconfig.json of the folder in which the command runs.
		plugin := h.startNode(stream.Context(), folder, append([]string{script, folder}, request.GetArgs()...)...)
		plugin.Env, plugin.Stdout, plugin.Stderr = variables, stdout, stderr
		return plugin.Run()
	}
	engine := firstOf(request.GetArgs()...)
	return serveAnalyzer(stream.Context(), stdout, func(configured []string) *exec.Cmd {
		pack := h.startNode(stream.Context(), folder, script, engine, folder)
		pack.Env, pack.Stderr = append(variables, configured...), stderr
		return pack
	})
}
