"""The commands of `zhengda`: each module has `add_arguments(parser)` and `run(arguments) -> exit code`."""
