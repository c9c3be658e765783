"""Local stand-ins for services that tests cannot reach: they speak the documented protocol and refuse what the service refuses."""
