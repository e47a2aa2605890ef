"""`python -m bot`. Child processes import this module too, under another name, and must stay light."""

if __name__ == "__main__":
    from bot.cli import main

    main()
