"""What is wrong with a lesson, one small file for each of its parts; `check` goes through them."""
