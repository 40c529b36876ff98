package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const tool = "pulumi"

// generator returns the files of an SDK by path.
type generator func(
	pkg *schema.Package, request *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
) (map[string][]byte, error)

var generators = map[string]generator{
	"python": func(
		pkg *schema.Package, request *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
	) (map[string][]byte, error) {
		return python.GeneratePackage(tool, pkg, request.GetExtraFiles(), loader)
	},
	"go": func(
		pkg *schema.Package, request *pulumirpc.GeneratePackageRequest, _ schema.ReferenceLoader,
	) (map[string][]byte, error) {
		return golang.GeneratePackage(tool, pkg, request.GetLocalDependencies())
	},
	"nodejs": func(
		pkg *schema.Package, request *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
	) (map[string][]byte, error) {
		return nodejs.GeneratePackage(
			tool, pkg, request.GetExtraFiles(), request.GetLocalDependencies(), request.GetLocal(), loader)
	},
}

// generate writes the SDK of a package in a language.
func generate(
	ctx context.Context, language string, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	loader, err := schema.NewLoaderClient(request.GetLoaderTarget())
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(request.GetSchema()), &spec); err != nil {
		return nil, fmt.Errorf("the schema is not JSON: %w", err)
	}
	pkg, diagnostics, err := schema.BindSpecWithContext(
		ctx, spec, loader, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, errors.Join(diagnostics.Errs()...)
	}
	files, err := generators[language](pkg, request, loader)
	if err != nil {
		return nil, err
	}
	for name, content := range files {
		file := filepath.Join(request.GetDirectory(), name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return nil, err
		}
	}
	return &pulumirpc.GeneratePackageResponse{}, nil
}

// generateFromInput generates an SDK for another host, which sends its request as JSON to standard input.
func generateFromInput(args []string) error {
	if len(args) != 1 || generators[args[0]] == nil {
		return errors.New("generate takes one language: go, nodejs or python")
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var request pulumirpc.GeneratePackageRequest
	if err := json.Unmarshal(input, &request); err != nil {
		return fmt.Errorf("the request is not JSON: %w", err)
	}
	_, err = generate(context.Background(), args[0], &request)
	return err
}
