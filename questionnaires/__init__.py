"""The pure questionnaire engine and its content."""
