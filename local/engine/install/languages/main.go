// Command languages is the Python and the Go language host of an engine that this project builds, and the generator of
// SDKs for Node's: Pulumi's own hosts are not to be had as Go modules, but their code generators are.
//
// Its name selects the language: pulumi-language-python, pulumi-language-go. The engine passes its address as the last
// argument, and reads the host's port, one line, from standard output.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// How often the host checks that its engine lives.
const healthCheck = time.Minute

// The exit code of a program that has already reported its error.
const alreadyReported = 32

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
	var host pulumirpc.LanguageRuntimeServer
	switch name {
	case "python":
		host = &pythonHost{}
	case "go":
		host = &goHost{}
	default:
		return fmt.Errorf("%s is no language host; it is called pulumi-language-python or pulumi-language-go", name)
	}
	return serve(host, os.Args[len(os.Args)-1])
}

// serve answers the engine until it is gone.
func serve(host pulumirpc.LanguageRuntimeServer, engine string) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := rpcutil.Healthcheck(ctx, engine, healthCheck, cancel); err != nil {
		return fmt.Errorf("the engine at %q does not answer: %w", engine, err)
	}
	ended := make(chan bool)
	go func() {
		<-ctx.Done()
		close(ended)
	}()
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: ended,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, host)
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}

// configuration returns the variables from which every SDK reads a stack's configuration.
func configuration(request *pulumirpc.RunRequest) []string {
	values, _ := json.Marshal(request.GetConfig())
	secret, _ := json.Marshal(request.GetConfigSecretKeys())
	return []string{"PULUMI_CONFIG=" + string(values), "PULUMI_CONFIG_SECRET_KEYS=" + string(secret)}
}
