package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"secureorigin.local/languages/host"
)

// versionFor returns the version of a package that a program in a folder would load, "" if there is none.
func versionFor(folder, name string) string {
	for _, modules := range modulesAbove(folder) {
		if read, err := readManifest(modules + "/" + name); err == nil {
			return read.Version
		}
	}
	return ""
}

// isInstalled returns whether every dependency of a folder's package.json is there, in a version that it accepts.
func isInstalled(folder string) (bool, error) {
	read, err := readManifest(folder)
	if err != nil {
		return false, err
	}
	for name, accepted := range read.Dependencies {
		versions, err := semver.NewConstraint(accepted)
		if err != nil {
			return false, nil
		}
		version, err := semver.NewVersion(versionFor(folder, name))
		if err != nil || !versions.Check(version) {
			return false, nil
		}
	}
	return true, nil
}

// InstallDependencies runs npm in the program's folder, unless nothing is missing, and streams its output.
func (*nodeHost) InstallDependencies(
	request *pulumirpc.InstallDependenciesRequest, stream host.InstallStream,
) error {
	folder := firstOf(request.GetInfo().GetProgramDirectory(), request.GetDirectory())
	switch installed, err := isInstalled(folder); {
	case err != nil:
		return fmt.Errorf("the packages of %s are not known: %w", folder, err)
	case installed:
		return nil
	}
	return host.Installing(request, stream, func(out, errors io.Writer) error {
		npm := exec.CommandContext(stream.Context(), "npm", "install", "--loglevel=error", "--no-audit", "--no-fund")
		npm.Dir, npm.Stdout, npm.Stderr = folder, out, errors
		// Without the options of the program's Node, which are none of npm's.
		npm.Env = slices.DeleteFunc(os.Environ(), func(each string) bool { return strings.HasPrefix(each, "NODE_OPTIONS=") })
		if err := npm.Run(); err != nil {
			return fmt.Errorf("npm install failed in %s with exit code %d", folder, exitCode(err))
		}
		return nil
	})
}
