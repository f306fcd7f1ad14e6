# Build: hnswlib-node is compiled here, so the compiler stays out of the image that runs.
FROM node:20-bookworm-slim AS build
# The base image pins the Debian release; single versions vanish from its mirrors when they are patched.
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends g++ make python3 \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY scripts/check-requirements.js scripts/
# The runtime of the model comes for every platform and for browsers; most of it is for others.
RUN npm ci --omit=dev \
 && rm -rf node_modules/onnxruntime-node/bin/napi-v*/darwin node_modules/onnxruntime-node/bin/napi-v*/win32 \
    node_modules/onnxruntime-web/dist
COPY tsconfig.json LICENSE README.md ./
COPY src src
COPY scripts scripts
COPY migrations migrations
COPY embeddings/models embeddings/models
COPY embeddings/corpus embeddings/corpus

# Run: code and model belong to root and are only read; what the service writes lies in /data.
FROM node:20-bookworm-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_FOLDER=/data \
    INDEX_FOLDER=/data/index \
    VECTORS_FOLDER=/data/vectors
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# As `npm start`: with a larger young generation few objects of an answer are moved before they are garbage.
CMD ["node", "--max-semi-space-size=64", "--import", "tsx", "src/main.ts"]
