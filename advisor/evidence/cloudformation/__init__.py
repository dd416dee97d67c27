"""CloudFormation and what is written like it: SAM, CDK output, Serverless Framework, Amplify."""
