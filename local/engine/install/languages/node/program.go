package main

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"secureorigin.local/languages/host"
)

// How long a process that was asked to end may take before it is killed.
const grace = 5 * time.Second

// startNode returns a Node process to be started, which is ended with the context, and with the engine at the latest.
func (h *nodeHost) startNode(ctx context.Context, folder string, args ...string) *exec.Cmd {
	ctx, cancel := context.WithCancelCause(ctx)
	context.AfterFunc(h.ctx, func() { cancel(errors.New("the engine is gone")) })
	command := exec.CommandContext(ctx, "node", args...)
	command.Cancel = func() error {
		if h.ctx.Err() != nil {
			return command.Process.Kill()
		}
		return command.Process.Signal(syscall.SIGTERM)
	}
	command.WaitDelay = grace
	command.Dir = folder
	endWithHost(command)
	return command
}

// programOf returns the script of Pulumi's SDK that runs a program, after the arguments for node that Pulumi.yaml names
// (runtime.options.nodeargs, separated by spaces).
func programOf(info *pulumirpc.ProgramInfo) ([]string, error) {
	script, err := sdkScript(info.GetProgramDirectory(), "run")
	if err != nil {
		return nil, err
	}
	return append(strings.Fields(info.GetOptions().GetFields()["nodeargs"].GetStringValue()), script), nil
}

func argumentsOf(request *pulumirpc.RunRequest) []string {
	flags := []struct{ name, value string }{
		{"monitor", request.GetMonitorAddress()},
		{"engine", os.Args[len(os.Args)-1]},
		{"organization", request.GetOrganization()},
		{"project", request.GetProject()},
		{"stack", request.GetStack()},
		{"pwd", request.GetPwd()},
		{"root-directory", firstOf(request.GetInfo().GetRootDirectory(), request.GetPwd())},
	}
	var args []string
	for _, flag := range flags {
		if flag.value != "" {
			args = append(args, "--"+flag.name+"="+flag.value)
		}
	}
	if request.GetDryRun() {
		args = append(args, "--dry-run")
	}
	args = append(args, "--parallel", strconv.Itoa(int(request.GetParallel())), request.GetInfo().GetEntryPoint())
	return append(args, request.GetArgs()...)
}

// variablesOf returns the variables from which the SDK reads a program's configuration and options.
func variablesOf(request *pulumirpc.RunRequest) []string {
	variables := host.Configuration(request.GetConfig(), request.GetConfigSecretKeys())
	options := request.GetInfo().GetOptions().GetFields()
	// `typescript: false` under runtime.options is for a program in JavaScript; tsconfig names the compiler's options.
	if typescript, set := options["typescript"]; !set || typescript.GetBoolValue() {
		variables = append(variables, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if tsconfig := options["tsconfig"].GetStringValue(); tsconfig != "" {
		variables = append(variables, "PULUMI_NODEJS_TSCONFIG_PATH="+tsconfig)
	}
	return variables
}

// Run runs a program to its end, with its output as the host's.
func (h *nodeHost) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	if prepared := h.takePrepared(request.GetInfo()); prepared != nil {
		return host.Response(prepared.run(ctx, request)), nil
	}
	program, err := programOf(request.GetInfo())
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	command := h.startNode(ctx, request.GetPwd(), append(program, argumentsOf(request)...)...)
	command.Env = append(os.Environ(), variablesOf(request)...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	return host.Response(command.Run()), nil
}

// preparedProgram is a Node process with Pulumi's SDK loaded, which waits for what to run.
type preparedProgram struct {
	command *exec.Cmd
	// What it was started for.
	program []string
	folder  string
	// Takes the request, and ends the process if it is closed before.
	request *os.File
}

// programRequest is what a prepared process still needs: local/engine/leanProgram/prepared.js reads it.
type programRequest struct {
	Directory string   `json:"directory"`
	Arguments []string `json:"arguments"`
	Variables []string `json:"variables"`
}

// prepare starts the process of a program before the engine asks for it, so that it loads the SDK beside the policy pack.
// Local runs ask for it where the engine will run the program; failures show when it does.
func (h *nodeHost) prepare(info *pulumirpc.ProgramInfo) {
	if os.Getenv("SECURE_ORIGIN_PREPARE_PROGRAM") == "" || h.prepared != nil {
		return
	}
	program, err := programOf(info)
	if err != nil {
		return
	}
	read, write, err := os.Pipe()
	if err != nil {
		return
	}
	defer read.Close()
	command := h.startNode(context.Background(), info.GetProgramDirectory(), program...)
	command.Env = append(os.Environ(), "SECURE_ORIGIN_PROGRAM_PIPE=3")
	command.ExtraFiles = []*os.File{read}
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	if err := command.Start(); err != nil {
		_ = write.Close()
		return
	}
	h.prepared = &preparedProgram{command, program, info.GetProgramDirectory(), write}
}

// takePrepared returns the process that was prepared for a program; nil, and ends it, if it was for another one.
func (h *nodeHost) takePrepared(info *pulumirpc.ProgramInfo) *preparedProgram {
	prepared := h.prepared
	h.prepared = nil
	if prepared == nil {
		return nil
	}
	program, err := programOf(info)
	if err == nil && slices.Equal(program, prepared.program) && info.GetProgramDirectory() == prepared.folder {
		return prepared
	}
	_ = prepared.request.Close()
	_ = prepared.command.Wait()
	return nil
}

// run hands the request over and waits for the program's end.
func (p *preparedProgram) run(ctx context.Context, request *pulumirpc.RunRequest) error {
	stop := context.AfterFunc(ctx, func() { _ = p.command.Process.Signal(syscall.SIGTERM) })
	defer stop()
	message, err := json.Marshal(programRequest{request.GetPwd(), argumentsOf(request), variablesOf(request)})
	if err == nil {
		_, err = p.request.Write(message)
	}
	return errors.Join(err, p.request.Close(), p.command.Wait())
}
