"""One module for each way to answer: from facts, from the outline, from prose."""
