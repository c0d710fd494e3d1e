"""What stands under an answer: context, article, more quotes, order of events, citation, verdict, reasons."""
