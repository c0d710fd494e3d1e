"""What Kutip's parts cost, as ratios within one run; each module is a command."""
