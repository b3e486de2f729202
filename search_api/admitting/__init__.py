"""What a request must pass before it is answered: its size, its pace, and how much is going on."""
