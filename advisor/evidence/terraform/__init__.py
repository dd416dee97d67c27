"""Terraform: HCL source with its own evaluator, plan and state JSON.

The evaluator reads nothing but the module tree, runs no provider and calls no function that reads
files; what it cannot resolve stays unknown.
"""
