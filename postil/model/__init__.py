"""The plain, frozen data that the steps of the program hand to each other."""
