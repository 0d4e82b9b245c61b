"""The commands, a file each: options and help. What they do stands in the rooms beside this one."""
