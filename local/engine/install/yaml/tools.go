//go:build tools

// Package yaml pins the YAML language host that this project builds where it cannot be downloaded.
package yaml

import _ "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml"
