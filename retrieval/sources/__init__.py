"""Where articles come from: folders of dumps and files of ready records."""
