"""The live groups of a network; only who may read the network may hear them."""


def live_group(network_id: int) -> str:
    return f"network.{network_id}"


def door_group(network_id: int) -> str:
    """Where all open pages of it are told to ask anew whether they may listen."""
    return f"door.network.{network_id}"
