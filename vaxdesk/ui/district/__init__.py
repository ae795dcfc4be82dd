"""What a district's desk is made of: its communes, what is to be done with packages and the platform."""
