package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
	"secureorigin.local/languages/host"
)

// The script, in Pulumi's SDK and placed beside this host, that runs a Python program.
const pythonExec = "pulumi-language-python-exec"

// pythonHost runs programs in Python and generates SDKs for them.
type pythonHost struct{ anyHost }

// tools returns the package manager that the options under runtime in Pulumi.yaml name.
func tools(info *pulumirpc.ProgramInfo) (toolchain.Toolchain, error) {
	options := toolchain.PythonOptions{Root: info.GetRootDirectory(), ProgramDir: info.GetProgramDirectory()}
	given := info.GetOptions().AsMap()
	if virtualenv, ok := given["virtualenv"].(string); ok {
		options.Virtualenv = virtualenv
	}
	switch given["toolchain"] {
	case nil:
	case "pip":
		options.Toolchain = toolchain.Pip
	case "poetry":
		options.Toolchain = toolchain.Poetry
	case "uv":
		options.Toolchain = toolchain.Uv
	default:
		return nil, fmt.Errorf("unknown toolchain %v in Pulumi.yaml; use pip, poetry or uv", given["toolchain"])
	}
	return toolchain.ResolveToolchain(options)
}

func (*pythonHost) Run(ctx context.Context, request *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	chain, err := tools(request.GetInfo())
	if err != nil {
		return nil, err
	}
	if err := chain.ValidateVenv(ctx); err != nil {
		return &pulumirpc.RunResponse{Error: err.Error() + "; run pulumi install"}, nil
	}
	binary, err := os.Executable()
	if err != nil {
		return nil, err
	}
	args := []string{
		"-u", filepath.Join(filepath.Dir(binary), pythonExec),
		"--monitor", request.GetMonitorAddress(),
		"--engine", os.Args[len(os.Args)-1],
		"--project", request.GetProject(),
		"--stack", request.GetStack(),
		"--organization", request.GetOrganization(),
		"--root_directory", request.GetInfo().GetRootDirectory(),
		"--pwd", request.GetPwd(),
		"--dry_run", strconv.FormatBool(request.GetDryRun()),
		"--parallel", strconv.Itoa(int(request.GetParallel())),
		filepath.Join(request.GetInfo().GetProgramDirectory(), request.GetInfo().GetEntryPoint()),
	}
	command, err := chain.Command(ctx, append(args, request.GetArgs()...)...)
	if err != nil {
		return nil, err
	}
	if command.Env == nil {
		command.Env = os.Environ()
	}
	command.Dir = request.GetPwd()
	return runProgram(command, request), nil
}

func (*pythonHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest, stream host.InstallStream,
) error {
	chain, err := tools(request.GetInfo())
	if err != nil {
		return err
	}
	return host.Installing(request, stream, func(out, errors io.Writer) error {
		folder := request.GetInfo().GetProgramDirectory()
		return chain.InstallDependencies(
			stream.Context(), folder, request.GetUseLanguageVersionTools(), true, out, errors)
	})
}

func (*pythonHost) GeneratePackage(
	ctx context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	return generate(ctx, "python", request)
}

// Link adds generated SDKs to the program's requirements.
func (*pythonHost) Link(ctx context.Context, request *pulumirpc.LinkRequest) (*pulumirpc.LinkResponse, error) {
	chain, err := tools(request.GetInfo())
	if err != nil {
		return nil, err
	}
	paths := map[string]string{}
	instructions := "To use it:\n"
	for _, linked := range request.GetPackages() {
		name, err := pythonName(ctx, request.GetLoaderTarget(), linked.GetPackage())
		if err != nil {
			return nil, err
		}
		paths[name] = linked.GetPath()
		instructions += "\n  import " + name + "\n"
	}
	if err := chain.LinkPackages(ctx, paths); err != nil {
		return nil, err
	}
	return &pulumirpc.LinkResponse{ImportInstructions: instructions}, nil
}

// pythonName returns the name by which a package is imported.
func pythonName(ctx context.Context, target string, linked *pulumirpc.PackageDependency) (string, error) {
	loader, err := schema.NewLoaderClient(target)
	if err != nil {
		return "", err
	}
	descriptor := schema.PackageDescriptor{Name: linked.GetName(), DownloadURL: linked.GetServer()}
	if version, err := semver.ParseTolerant(linked.GetVersion()); err == nil {
		descriptor.Version = &version
	}
	reference, err := loader.LoadPackageReferenceV2(ctx, &descriptor)
	if err != nil {
		return "", err
	}
	pkg, err := reference.Definition()
	if err != nil {
		return "", err
	}
	if err := pkg.ImportLanguages(map[string]schema.Language{"python": python.Importer}); err != nil {
		return "", err
	}
	if info, ok := pkg.Language["python"].(python.PackageInfo); ok && info.PackageName != "" {
		return info.PackageName, nil
	}
	return python.PyPack(pkg.Namespace, pkg.Name), nil
}
