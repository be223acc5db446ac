// The command line of the app: one command, its answer on standard output, errors as one sentence on standard error.
