package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

// manifest is what this host reads of a package.json.
type manifest struct {
	Name         string
	Version      string
	Dependencies map[string]string
	Pulumi       struct {
		Resource bool
		Name     string
		Version  string
		Server   string
	}
}

func readManifest(folder string) (manifest, error) {
	var read manifest
	content, err := os.ReadFile(filepath.Join(folder, "package.json"))
	if err != nil {
		return read, err
	}
	return read, json.Unmarshal(content, &read)
}

// modulesAbove returns the node_modules folders that a program in a folder can import from, nearest first.
func modulesAbove(folder string) []string {
	modules := []string{filepath.Join(folder, "node_modules")}
	if parent := filepath.Dir(folder); parent != folder {
		return append(modules, modulesAbove(parent)...)
	}
	return modules
}

// packageFolders returns the package folders directly under a node_modules folder, scopes included.
func packageFolders(modules string) []string {
	entries, err := os.ReadDir(modules)
	if err != nil {
		return nil
	}
	var folders []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case strings.HasPrefix(name, "."):
		case strings.HasPrefix(name, "@"):
			folders = append(folders, packageFolders(filepath.Join(modules, name))...)
		default:
			folders = append(folders, filepath.Join(modules, name))
		}
	}
	return folders
}

// requiredPackages returns the provider plugins of a program: installed packages that declare themselves as Pulumi's. It
// reads only those at the top of a node_modules folder: nested ones belong to other packages, and reading all takes seconds.
func requiredPackages(folder string) []*pulumirpc.PackageDependency {
	var found []*pulumirpc.PackageDependency
	seen := map[string]bool{}
	for _, modules := range modulesAbove(folder) {
		for _, packageFolder := range packageFolders(modules) {
			read, err := readManifest(packageFolder)
			if err != nil || !read.Pulumi.Resource {
				continue
			}
			name := firstOf(read.Pulumi.Name, strings.TrimPrefix(read.Name, "@pulumi/"))
			if name == "" || seen[name] {
				continue
			}
			seen[name] = true
			found = append(found, &pulumirpc.PackageDependency{
				Name:    name,
				Kind:    "resource",
				Version: "v" + firstOf(read.Pulumi.Version, read.Version, "0.0.0"),
				Server:  read.Pulumi.Server,
			})
		}
	}
	return found
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// GetRequiredPackages is the engine's first question about a program that it will run.
func (h *nodeHost) GetRequiredPackages(
	_ context.Context, request *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	info := request.GetInfo()
	h.prepare(info)
	return &pulumirpc.GetRequiredPackagesResponse{Packages: requiredPackages(info.GetProgramDirectory())}, nil
}
