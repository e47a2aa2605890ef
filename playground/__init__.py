"""A local Telegram: Bot API server on loopback and a chat page."""
