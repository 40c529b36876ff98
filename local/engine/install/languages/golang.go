package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"golang.org/x/mod/modfile"
	"secureorigin.local/languages/host"
)

// The version that go.mod names for a module in a folder.
const localVersion = "v0.0.0-00010101000000-000000000000"

// goHost runs programs in Go and generates SDKs for them.
type goHost struct{ anyHost }

func (*goHost) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	folder, err := os.MkdirTemp("", "pulumi-go-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	binary := filepath.Join(folder, "program")
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, request.GetInfo().GetEntryPoint())
	build.Dir = request.GetInfo().GetProgramDirectory()
	if output, err := build.CombinedOutput(); err != nil {
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("go build failed: %v\n%s", err, output)}, nil
	}
	command := exec.CommandContext(ctx, binary, request.GetArgs()...)
	command.Dir = request.GetPwd()
	command.Env = append(os.Environ(),
		"PULUMI_ORGANIZATION="+request.GetOrganization(),
		"PULUMI_PROJECT="+request.GetProject(),
		"PULUMI_ROOT_DIRECTORY="+request.GetInfo().GetRootDirectory(),
		"PULUMI_STACK="+request.GetStack(),
		"PULUMI_DRY_RUN="+strconv.FormatBool(request.GetDryRun()),
		"PULUMI_PARALLEL="+strconv.Itoa(int(request.GetParallel())),
		"PULUMI_MONITOR="+request.GetMonitorAddress(),
		"PULUMI_ENGINE="+os.Args[len(os.Args)-1],
	)
	return runProgram(command, request), nil
}

func (*goHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest, stream host.InstallStream,
) error {
	return host.Installing(request, stream, func(out, errors io.Writer) error {
		return goCommand(stream.Context(), request.GetInfo(), out, errors, "mod", "tidy")
	})
}

func goCommand(
	ctx context.Context, info *pulumirpc.ProgramInfo, out, errors io.Writer, args ...string,
) error {
	command := exec.CommandContext(ctx, "go", args...)
	command.Dir, command.Stdout, command.Stderr = info.GetProgramDirectory(), out, errors
	return command.Run()
}

func (*goHost) GeneratePackage(
	ctx context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	return generate(ctx, "go", request)
}

// Link makes go.mod require generated SDKs, from their folders.
func (*goHost) Link(_ context.Context, request *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
	folder := request.GetInfo().GetProgramDirectory()
	file := filepath.Join(folder, "go.mod")
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	module, err := modfile.Parse(file, content, nil)
	if err != nil {
		return nil, err
	}
	instructions := "To use it:\n"
	for _, linked := range request.GetPackages() {
		content, err := os.ReadFile(filepath.Join(folder, linked.GetPath(), "go.mod"))
		if err != nil {
			return nil, err
		}
		path := modfile.ModulePath(content)
		if err := module.AddRequire(path, localVersion); err != nil {
			return nil, err
		}
		if err := module.AddReplace(path, "", "./"+filepath.ToSlash(linked.GetPath()), ""); err != nil {
			return nil, err
		}
		instructions += "\n  import a package of " + path + "\n"
	}
	module.Cleanup()
	formatted, err := module.Format()
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(file, formatted, 0o644); err != nil {
		return nil, err
	}
	return &pulumirpc.LinkResponse{ImportInstructions: instructions}, nil
}
