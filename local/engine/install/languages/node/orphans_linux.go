package main

import (
	"os/exec"
	"syscall"
)

// endWithHost lets the kernel end a process once this host is gone, also if it was killed: with the thread that started it, and a Go
// program keeps its threads.
func endWithHost(command *exec.Cmd) {
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
