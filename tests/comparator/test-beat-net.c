/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "beat-net-fixture.h"
#include "bw-test.h"
#include "base/bw-error.h"
#include "comparator/bw-beat-net-private.h"
#include "nn/bw-conv-folded.h"

#include <math.h>
#include <string.h>

/* The nets in use: the published weights against PyTorch's figures, and what must hold for any. */

#define TOLERANCE 1e-5       /* of the largest value of the tensor */
#define STAGE_TOLERANCE 2e-5 /* the stages are PyTorch's floats, with rounding of their own */
#define BLOCK 16

static BwBeatNet *
load_net (BwBeatNetKind kind,
          const char   *name)
{
  g_autoptr (BwTensors) file = beat_net_read_file (name);
  g_autoptr (BwBeatNet) net = bw_beat_net_new (kind, 384);
  g_autoptr (GError) error = NULL;
  BwBeatNetKind recognised;

  if (!file)
    return NULL;
  g_assert_true (bw_beat_net_recognise (file, "", &recognised));
  g_assert_cmpint (recognised, ==, kind);
  bw_beat_net_load (net, file, "", &error);
  g_assert_no_error (error);
  return g_steal_pointer (&net);
}

/* A net of random weights whose running statistics are not trivial either. */
static BwBeatNet *
make_net (BwBeatNetKind kind,
          guint         n_samples,
          guint32       seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  BwBeatNet *net = bw_beat_net_new (kind, n_samples);

  bw_beat_net_reset (net, rand);
  bw_floats_fill_uniform (net->values + net->linear.weight, BW_BEAT_HEAD_FEATURES, 1, rand);
  for (guint i = 0; i < net->statistics->items->len; i++)
    {
      const BwParam *param = &g_array_index (net->statistics->items, BwParam, i);

      for (gsize k = 0; k < param->length; k++)
        net->running[param->offset + k] += (float) g_rand_double_range (rand, 0, 0.5);
    }
  return net;
}

static float *
make_waves (guint   n,
            guint   n_samples,
            guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  float *waves = g_new (float, (gsize) n * n_samples + 1);

  bw_floats_fill_uniform (waves, (gsize) n * n_samples, 2, rand);
  return waves;
}

/* A tile of signals as PyTorch has them: beat, channel, time. */
static float *
untile (const float *tile,
        guint        n,
        guint        channels,
        guint        length)
{
  float *rows = g_new (float, (gsize) n * channels * length);

  for (guint i = 0; i < n; i++)
    for (guint c = 0; c < channels; c++)
      for (guint t = 0; t < length; t++)
        rows[((gsize) i * channels + c) * length + t] = tile[((gsize) t * channels + c) * BLOCK + i];
  return rows;
}

static void
assert_features (BwTensors            *file,
                 const char           *name,
                 const BwBeatFeatures *features)
{
  const gsize beat = (gsize) features->length * BW_BEAT_FEATURES;
  g_autofree float *rows = g_new (float, features->n * beat);

  for (guint i = 0; i < features->n; i += BLOCK)
    {
      guint n = MIN (BLOCK, features->n - i);
      g_autofree float *part = untile (features->tiles + i * beat, n, BW_BEAT_FEATURES,
                                       features->length);

      memcpy (rows + i * beat, part, n * beat * sizeof (float));
    }
  beat_net_assert_close (file, name, rows, features->n * beat, TOLERANCE);
}

/* Probabilities of "different", and how many references each query is found like. */
static void
assert_comparison (BwTensors            *file,
                   const BwBeatNet      *net,
                   const BwBeatFeatures *queries,
                   const BwBeatFeatures *references,
                   const char           *output,
                   const char           *votes,
                   BwPool               *pool)
{
  const gsize n = (gsize) queries->n * references->n;
  g_autofree float *logits = g_new (float, n), *probabilities = g_new (float, n);

  bw_beat_net_compare (net, logits, queries, references, pool, NULL);
  for (gsize i = 0; i < n; i++)
    probabilities[i] = 1 / (1 + expf (-logits[i]));
  beat_net_assert_close (file, output, probabilities, n, TOLERANCE);
  for (guint i = 0; i < queries->n; i++)
    {
      gint64 same = 0;

      for (guint j = 0; j < references->n; j++)
        same += logits[i * references->n + j] <= 0;
      g_assert_cmpint (same, ==, ((const gint64 *) beat_net_get (file, votes)->data)[i]);
    }
}

static void
test_comparator (void)
{
  g_autoptr (BwTensors) file = beat_net_read_file ("parity_comparator");
  g_autoptr (BwBeatNet) net = NULL;
  g_autoptr (BwBeatFeatures) queries = NULL, fasting = NULL, glucose = NULL;
  g_autoptr (BwPool) pool = bw_pool_new (2);

  if (!file)
    return;
  net = load_net (BW_BEAT_NET_COMPARATOR, "comparator_pretrained");
  queries = bw_beat_net_encode (net, beat_net_get (file, "query")->data, 64, pool);
  fasting = bw_beat_net_encode (net, beat_net_get (file, "ref_fast")->data, 50, pool);
  glucose = bw_beat_net_encode (net, beat_net_get (file, "ref_glucose")->data, 50, pool);
  assert_features (file, "query_feat_f64", queries);
  assert_features (file, "ref_fast_feat_f64", fasting);
  assert_features (file, "ref_glucose_feat_f64", glucose);
  assert_comparison (file, net, queries, fasting, "out_fast_f64", "same_fast", pool);
  assert_comparison (file, net, queries, glucose, "out_glucose_f64", "same_glucose", pool);
}

/* Reference i against reference i of the other class, which is the query in turn. */
static void
test_pairs_parity (void)
{
  g_autoptr (BwTensors) file = beat_net_read_file ("parity_comparator");
  g_autoptr (BwBeatNet) net = NULL;
  g_autoptr (BwBeatFeatures) fasting = NULL, glucose = NULL;
  guint index[50];
  float logits[50];

  if (!file)
    return;
  net = load_net (BW_BEAT_NET_COMPARATOR, "comparator_pretrained");
  fasting = bw_beat_net_encode (net, beat_net_get (file, "ref_fast")->data, 50, NULL);
  glucose = bw_beat_net_encode (net, beat_net_get (file, "ref_glucose")->data, 50, NULL);
  for (guint i = 0; i < 50; i++)
    index[i] = i;
  for (guint way = 0; way < 2; way++)
    {
      bw_beat_net_compare_pairs (net, logits, way ? fasting : glucose, index,
                                 way ? glucose : fasting, index, 50, NULL);
      for (guint i = 0; i < 50; i++)
        logits[i] = 1 / (1 + expf (-logits[i]));
      beat_net_assert_close (file, way ? "out_glucose_vs_fast_f64" : "out_fast_vs_glucose_f64",
                             logits, 50, TOLERANCE);
    }
}

/* The output after the first @n_units of a chain, for the first four beats. */
static void
assert_stage (BwTensors         *file,
              const char        *name,
              const BwBeatNet   *net,
              const BwConvChain *chain,
              guint              n_units,
              const float       *input,
              guint              length,
              float             *output)
{
  BwConvChain part = *chain;
  g_autoptr (BwConvFolded) folded = NULL;
  g_autoptr (BwFloats) scratch = NULL;
  g_autofree float *rows = NULL;
  guint out, channels;

  part.n_units = n_units;
  folded = bw_conv_folded_new (&part, net->values, net->running, length);
  scratch = bw_floats_new (bw_conv_folded_get_scratch (folded));
  out = bw_conv_folded_get_length_out (folded);
  channels = bw_conv_chain_get_n_out (&part);
  bw_conv_folded_run (output, folded, input, scratch);
  rows = untile (output, 4, channels, out);
  beat_net_assert_close (file, name, rows, (gsize) 4 * channels * out, STAGE_TOLERANCE);
}

/* Units up to the end of each block. */
static const guint encoder_ends[] = { 2, 4, 6, 9, 12 };
static const guint head_ends[] = { 2, 4, 7, 10, 13 };
static const guint classifier_ends[] = { 2, 4, 6, 9, 12, 14, 17, 20, 23 };

static void
test_comparator_stages (void)
{
  g_autoptr (BwTensors) file = beat_net_read_file ("parity_comparator");
  g_autoptr (BwBeatNet) net = NULL;
  g_autoptr (BwBeatFeatures) queries = NULL, references = NULL;
  g_autoptr (BwFloats) input = bw_floats_new (384 * BLOCK), pair = bw_floats_new (96 * 16 * BLOCK);
  g_autoptr (BwFloats) output = bw_floats_new (384 * 32 * BLOCK);

  if (!file)
    return;
  net = load_net (BW_BEAT_NET_COMPARATOR, "comparator_pretrained");
  bw_conv_tile_rows (input, beat_net_get (file, "query")->data, 4, 384);
  assert_stage (file, "stage_norm", net, &net->encoder, 1, input, 384, output);
  for (guint i = 0; i < G_N_ELEMENTS (encoder_ends); i++)
    {
      g_autofree char *name = g_strdup_printf ("stage_encoder_%u", i);

      assert_stage (file, name, net, &net->encoder, encoder_ends[i], input, 384, output);
    }

  queries = bw_beat_net_encode (net, beat_net_get (file, "query")->data, 4, NULL);
  references = bw_beat_net_encode (net, beat_net_get (file, "ref_fast")->data, 4, NULL);
  for (guint t = 0; t < 96; t++)
    {
      memcpy (pair + t * 16 * BLOCK, queries->tiles + t * 8 * BLOCK, 8 * BLOCK * sizeof (float));
      memcpy (pair + (t * 16 + 8) * BLOCK, references->tiles + t * 8 * BLOCK,
              8 * BLOCK * sizeof (float));
    }
  assert_stage (file, "stage_cat", net, &net->head, 1, pair, 96, output);
  for (guint i = 0; i < G_N_ELEMENTS (head_ends); i++)
    {
      g_autofree char *name = g_strdup_printf ("stage_comparator_%u", i);

      assert_stage (file, name, net, &net->head, head_ends[i], pair, 96, output);
    }
  assert_stage (file, "stage_conv", net, &net->head, 14, pair, 96, output);
}

static void
test_classifier_stages (void)
{
  g_autoptr (BwTensors) file = beat_net_read_file ("parity_classifier");
  g_autoptr (BwBeatNet) net = NULL;
  g_autoptr (BwFloats) input = bw_floats_new (384 * BLOCK);
  g_autoptr (BwFloats) output = bw_floats_new (384 * 32 * BLOCK);

  if (!file)
    return;
  net = load_net (BW_BEAT_NET_CLASSIFIER, "classifier_pretrained");
  bw_conv_tile_rows (input, beat_net_get (file, "query")->data, 4, 384);
  for (guint i = 0; i < G_N_ELEMENTS (classifier_ends); i++)
    {
      g_autofree char *name = g_strdup_printf ("stage_features_%u", i);

      assert_stage (file, name, net, &net->head, classifier_ends[i], input, 384, output);
    }
}

static void
test_classifier (void)
{
  g_autoptr (BwTensors) file = beat_net_read_file ("parity_classifier");
  g_autoptr (BwBeatNet) net = NULL;
  float logits[64];

  if (!file)
    return;
  net = load_net (BW_BEAT_NET_CLASSIFIER, "classifier_pretrained");
  bw_beat_net_classify (net, logits, beat_net_get (file, "query")->data, 64, NULL);
  for (guint i = 0; i < 64; i++)
    {
      g_assert_true ((logits[i] > 0) == (beat_net_get_value (beat_net_get (file, "out_f64"), i) > 0.5));
      logits[i] = 1 / (1 + expf (-logits[i]));
    }
  beat_net_assert_close (file, "out_f64", logits, 64, TOLERANCE);
}

/* Any number of beats, and any number of threads: the same bits for each beat. */
static void
test_numbers (void)
{
  const guint lengths[] = { 32, 33, 61, 192, 384, 1024 };
  g_autoptr (BwPool) pool = bw_pool_new (3);

  for (guint l = 0; l < G_N_ELEMENTS (lengths); l++)
    {
      g_autoptr (BwBeatNet) net = make_net (BW_BEAT_NET_COMPARATOR, lengths[l], 1 + l);
      g_autoptr (BwBeatNet) plain = make_net (BW_BEAT_NET_CLASSIFIER, lengths[l], 2 + l);
      g_autofree float *waves = make_waves (37, lengths[l], 3 + l);
      g_autoptr (BwBeatFeatures) all = bw_beat_net_encode (net, waves, 37, pool);
      g_autofree float *logits = g_new (float, 37 * 37), *classes = g_new (float, 37);

      bw_beat_net_compare (net, logits, all, all, pool, NULL);
      bw_beat_net_classify (plain, classes, waves, 37, pool);
      for (guint n = 1; n <= 37; n += 9)
        {
          g_autoptr (BwBeatFeatures) some = bw_beat_net_encode (net, waves, n, NULL);
          g_autofree float *fewer = g_new (float, 37 * 37);
          guint query[37], reference[37];

          bw_beat_net_compare (net, fewer, some, all, NULL, NULL);
          for (guint i = 0; i < n * 37; i++)
            g_assert_true (isfinite (fewer[i]) && fewer[i] == logits[i]);
          bw_beat_net_compare (net, fewer, all, some, NULL, NULL);
          for (guint i = 0; i < 37 * n; i++)
            g_assert_cmpfloat (fewer[i], ==, logits[i / n * 37 + i % n]);
          for (guint i = 0; i < n; i++)
            {
              query[i] = (5 * i + 2) % 37;
              reference[i] = (3 * i) % 37;
            }
          bw_beat_net_compare_pairs (net, fewer, all, query, all, reference, n, pool);
          for (guint i = 0; i < n; i++)
            g_assert_cmpfloat (fewer[i], ==, logits[query[i] * 37 + reference[i]]);
          bw_beat_net_classify (plain, fewer, waves, n, NULL);
          for (guint i = 0; i < n; i++)
            g_assert_true (isfinite (fewer[i]) && fewer[i] == classes[i]);
        }
    }
}

static void
test_none (void)
{
  g_autoptr (BwBeatNet) net = make_net (BW_BEAT_NET_COMPARATOR, 192, 5);
  g_autoptr (BwBeatNet) plain = make_net (BW_BEAT_NET_CLASSIFIER, 192, 5);
  g_autofree float *waves = make_waves (40, 192, 6);
  g_autoptr (BwBeatFeatures) none = bw_beat_net_encode (net, waves, 0, NULL);
  g_autoptr (BwBeatFeatures) some = bw_beat_net_encode (net, waves, 40, NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  float logits[40 * 40] = { 7 };

  bw_beat_net_compare (net, logits, none, some, NULL, NULL);
  bw_beat_net_compare (net, logits, some, none, NULL, NULL);
  bw_beat_net_compare_pairs (net, logits, none, NULL, none, NULL, 0, NULL);
  bw_beat_net_classify (plain, logits, waves, 0, NULL);
  g_cancellable_cancel (cancelled);
  bw_beat_net_compare (net, logits, some, some, NULL, cancelled);
  g_assert_cmpfloat (logits[0], ==, 7);
}

static void
assert_same_numbers (const BwBeatNet *a,
                     const BwBeatNet *b)
{
  g_assert_cmpmem (a->values, a->params->length * sizeof (float), b->values,
                   b->params->length * sizeof (float));
  g_assert_cmpmem (a->running, a->statistics->length * sizeof (float), b->running,
                   b->statistics->length * sizeof (float));
  g_assert_cmpmem (a->batches, a->statistics->items->len / 2 * sizeof (gint64), b->batches,
                   b->statistics->items->len / 2 * sizeof (gint64));
}

static void
test_tensors (void)
{
  for (BwBeatNetKind kind = BW_BEAT_NET_COMPARATOR; kind <= BW_BEAT_NET_CLASSIFIER; kind++)
    {
      const gboolean comparator = kind == BW_BEAT_NET_COMPARATOR;
      g_autoptr (BwBeatNet) net = make_net (kind, 384, 7), back = make_net (kind, 192, 8);
      g_autoptr (BwBeatNet) before = bw_beat_net_copy (back), copy = bw_beat_net_copy (net);
      g_autoptr (BwTensors) tensors = bw_tensors_new ();
      g_autoptr (GError) error = NULL;
      const char *last = comparator ? "net.feature_comparator.4.conv.8.num_batches_tracked"
                                    : "net.features.8.conv.8.num_batches_tracked";
      const float bad = -1;
      gint64 one = 1;
      BwBeatNetKind recognised;

      g_assert_cmpuint (bw_beat_net_count (net), ==, comparator ? 8771 : 8419);
      assert_same_numbers (net, copy);
      net->batches[3] = G_MAXINT64;
      bw_beat_net_save (net, tensors, "net.");
      g_assert_cmpuint (bw_tensors_get_n (tensors), ==, comparator ? 177 : 165);
      g_assert_false (bw_beat_net_recognise (tensors, "", &recognised));
      g_assert_true (bw_beat_net_recognise (tensors, "net.", &recognised));
      g_assert_cmpint (recognised, ==, kind);

      g_assert_false (bw_beat_net_load (back, tensors, "", &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
      bw_tensors_add (tensors, last, BW_DTYPE_F32, 0, NULL, &bad);
      g_assert_false (bw_beat_net_load (back, tensors, "net.", &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
      bw_tensors_add (tensors, last, BW_DTYPE_I64, 0, NULL, &net->batches[0]);
      bw_tensors_add (tensors, "net.normal_proprecessing.running_var", BW_DTYPE_F32, 1, &one, &bad);
      g_assert_false (bw_beat_net_load (back, tensors, "net.", &error));
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
      assert_same_numbers (back, before);

      bw_beat_net_save (net, tensors, "net.");
      g_assert_true (bw_beat_net_load (back, tensors, "net.", &error));
      g_assert_no_error (error);
      assert_same_numbers (back, net);
    }
}

/* The published files hold all there is: saved again they are the same tensors. */
static void
test_published_tensors (void)
{
  g_autoptr (BwTensors) file = beat_net_read_file ("comparator_pretrained");
  g_autoptr (BwTensors) again = bw_tensors_new ();
  g_autoptr (BwBeatNet) net = NULL;

  if (!file)
    return;
  net = load_net (BW_BEAT_NET_COMPARATOR, "comparator_pretrained");
  bw_beat_net_save (net, again, "");
  g_assert_cmpuint (bw_tensors_get_n (again), ==, bw_tensors_get_n (file));
  for (guint i = 0; i < bw_tensors_get_n (file); i++)
    {
      const BwTensor *theirs = bw_tensors_get_nth (file, i);
      const BwTensor *ours = bw_tensors_find (again, theirs->name);
      gsize size = theirs->length * (theirs->dtype == BW_DTYPE_I64 ? 8 : 4);

      g_assert_nonnull (ours);
      g_assert_cmpint (ours->dtype, ==, theirs->dtype);
      g_assert_cmpuint (ours->n_dims, ==, theirs->n_dims);
      g_assert_cmpmem (ours->data, size, theirs->data, size);
    }
}

static void
test_average (void)
{
  g_autoptr (BwBeatNet) a = make_net (BW_BEAT_NET_CLASSIFIER, 192, 9);
  g_autoptr (BwBeatNet) b = make_net (BW_BEAT_NET_CLASSIFIER, 192, 10);
  g_autoptr (BwBeatNet) average = bw_beat_net_new (BW_BEAT_NET_CLASSIFIER, 192);

  b->batches[0] = 12;
  bw_beat_net_average (average, a, 0.9);
  assert_same_numbers (average, a);
  bw_beat_net_average (average, b, 0.9);
  g_assert_cmpint (average->batches[0], ==, 12);
  for (gsize i = 0; i < a->params->length; i++)
    bw_assert_near ((double) average->values[i],
                    0.9 * (double) a->values[i] + 0.1 * (double) b->values[i], 1e-7);
  for (gsize i = 0; i < a->statistics->length; i++)
    bw_assert_near ((double) average->running[i],
                    0.9 * (double) a->running[i] + 0.1 * (double) b->running[i], 2e-7);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/comparator/beat-net/comparator", test_comparator);
  g_test_add_func ("/comparator/beat-net/pairs", test_pairs_parity);
  g_test_add_func ("/comparator/beat-net/stages/comparator", test_comparator_stages);
  g_test_add_func ("/comparator/beat-net/stages/classifier", test_classifier_stages);
  g_test_add_func ("/comparator/beat-net/classifier", test_classifier);
  g_test_add_func ("/comparator/beat-net/numbers", test_numbers);
  g_test_add_func ("/comparator/beat-net/none", test_none);
  g_test_add_func ("/comparator/beat-net/tensors", test_tensors);
  g_test_add_func ("/comparator/beat-net/published-tensors", test_published_tensors);
  g_test_add_func ("/comparator/beat-net/average", test_average);
  return g_test_run ();
}
