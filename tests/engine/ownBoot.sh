#!/bin/bash
# The boot script of an application that is not the members site; no instance ever runs it.
exec sleep infinity
