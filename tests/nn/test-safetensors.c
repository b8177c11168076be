/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-error.h"
#include "bw-test.h"
#include "nn/bw-params.h"
#include "nn/bw-safetensors.h"

#include <math.h>
#include <string.h>

/* A file of this header and @n zero bytes. */
static GBytes *
make_file (const char *header,
           gsize       n)
{
  GByteArray *array = g_byte_array_new ();
  guint64 length = GUINT64_TO_LE ((guint64) strlen (header));
  g_autofree guint8 *zeros = g_malloc0 (n + 1);

  g_byte_array_append (array, (guint8 *) &length, 8);
  g_byte_array_append (array, (guint8 *) header, strlen (header));
  g_byte_array_append (array, zeros, n);
  return g_byte_array_free_to_bytes (array);
}

static BwTensors *
make_tensors (void)
{
  BwTensors *tensors = bw_tensors_new ();

  bw_tensors_set_metadata (tensors, "kind", "lstm “default”\n");
  bw_tensors_set_metadata (tensors, "format", "pt");
  bw_tensors_add (tensors, "odd", BW_DTYPE_U8, 1, (gint64[]) { 3 }, "abc");
  bw_tensors_add (tensors, "w", BW_DTYPE_F32, 2, (gint64[]) { 2, 3 },
                  (float[]) { 1, -2, 3.5f, 0, 1e-30f, 5 });
  bw_tensors_add (tensors, "double", BW_DTYPE_F64, 1, (gint64[]) { 2 }, (double[]) { 0.1, -1e300 });
  bw_tensors_add (tensors, "count", BW_DTYPE_I64, 0, NULL, (gint64[]) { G_MININT64 });
  bw_tensors_add (tensors, "empty", BW_DTYPE_F32, 2, (gint64[]) { 0, 4 }, NULL);
  bw_tensors_add (tensors, "small", BW_DTYPE_I32, 1, (gint64[]) { 1 }, (gint32[]) { -7 });
  return tensors;
}

static void
test_round_trip (void)
{
  g_autoptr (BwTensors) tensors = make_tensors (), again = make_tensors (), read = NULL;
  g_autoptr (GBytes) bytes = bw_tensors_write (tensors), same = bw_tensors_write (again);
  g_autoptr (GBytes) rewritten = NULL;
  g_autoptr (GError) error = NULL;
  const BwTensor *w;

  g_assert_true (g_bytes_equal (bytes, same));
  read = bw_tensors_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_tensors_get_n (read), ==, 6);
  g_assert_cmpstr (bw_tensors_get_metadata (read, "kind"), ==, "lstm “default”\n");
  g_assert_null (bw_tensors_get_metadata (read, "other"));
  for (guint i = 0; i < 6; i++)
    {
      const BwTensor *a = bw_tensors_get_nth (tensors, i), *b = bw_tensors_find (read, a->name);

      g_assert_nonnull (b);
      g_assert_cmpint (a->dtype, ==, b->dtype);
      g_assert_cmpuint (a->n_dims, ==, b->n_dims);
      g_assert_cmpmem (a->shape, sizeof a->shape, b->shape, sizeof b->shape);
      g_assert_cmpuint (a->length, ==, b->length);
    }
  w = bw_tensors_find (read, "w");
  g_assert_cmpfloat (((float *) w->data)[2], ==, 3.5f);
  g_assert_cmpfloat (((double *) bw_tensors_find (read, "double")->data)[1], ==, -1e300);
  g_assert_cmpint (((gint64 *) bw_tensors_find (read, "count")->data)[0], ==, G_MININT64);
  g_assert_cmpint (((gint32 *) bw_tensors_find (read, "small")->data)[0], ==, -7);
  g_assert_cmpmem (bw_tensors_find (read, "odd")->data, 3, "abc", 3);
  rewritten = bw_tensors_write (read);
  g_assert_true (g_bytes_equal (bytes, rewritten));

  g_assert_nonnull (bw_tensors_get_floats (read, "w", 2, (gint64[]) { 2, 3 }, &error));
  g_assert_null (bw_tensors_get_floats (read, "w", 2, (gint64[]) { 3, 2 }, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (bw_tensors_get_floats (read, "double", 1, (gint64[]) { 2 }, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (bw_tensors_get_floats (read, "absent", 0, NULL, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

/* The layout by hand: eight bytes of length, a header that ends on a multiple of eight, data. */
static void
test_layout (void)
{
  g_autoptr (BwTensors) tensors = bw_tensors_new ();
  g_autoptr (GBytes) bytes = NULL;
  const char header[] = "{\"__metadata__\":{\"a\":\"b\"},"
                        "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
  const guint8 *data;
  gsize size, padded = (strlen (header) + 7) / 8 * 8;
  float x = 1;

  bw_tensors_add (tensors, "x", BW_DTYPE_U8, 1, (gint64[]) { 2 }, "ab");
  bw_tensors_add (tensors, "x", BW_DTYPE_F32, 1, (gint64[]) { 1 }, &x); /* replaces it */
  bw_tensors_set_metadata (tensors, "a", "b");
  bytes = bw_tensors_write (tensors);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, 8 + padded + 4);
  g_assert_cmpuint (data[0], ==, padded);
  g_assert_cmpuint (data[1], ==, 0);
  g_assert_cmpmem (data + 8, strlen (header), header, strlen (header));
  g_assert_cmpmem (data + 8 + padded, 4, "\x00\x00\x80\x3f", 4);
}

#define ENTRY(dtype, shape, offsets)                                                           \
  "{\"x\":{\"dtype\":" dtype ",\"shape\":" shape ",\"data_offsets\":" offsets "}}"

/* Each is refused in words, with 16 bytes of data behind it. */
static void
test_hostile (void)
{
  const char *headers[] = {
    "", "{", "[]", "null", "{}", "x{}", "{\"x\":1}", "{\"x\":{}}", "{\"x\":[]}", "{\"\xff\":1}",
    ENTRY ("\"F32\"", "[4]", "[0,8]"),       /* too short for its shape */
    ENTRY ("\"F32\"", "[4]", "[0,20]"),      /* beyond the end */
    ENTRY ("\"F32\"", "[3]", "[0,12]"),      /* leaves data over */
    ENTRY ("\"F32\"", "[3]", "[4,16]"),      /* begins late */
    ENTRY ("\"F32\"", "[3]", "[0,15]"), ENTRY ("\"F32\"", "[4]", "[16,0]"),
    ENTRY ("\"F32\"", "[4]", "[-16,0]"), ENTRY ("\"F32\"", "[-4]", "[0,16]"),
    ENTRY ("\"F32\"", "[-2,-2]", "[0,16]"), ENTRY ("\"F32\"", "[4.0]", "[0,16]"),
    ENTRY ("\"F32\"", "4", "[0,16]"), ENTRY ("\"F32\"", "[4]", "16"),
    ENTRY ("\"F32\"", "[4]", "[0]"), ENTRY ("\"F32\"", "[4]", "[0,16,16]"),
    ENTRY ("\"F32\"", "[\"4\"]", "[0,16]"), ENTRY ("\"F32\"", "[null]", "[0,16]"),
    ENTRY ("\"F31\"", "[4]", "[0,16]"), ENTRY ("7", "[4]", "[0,16]"),
    ENTRY ("null", "[4]", "[0,16]"), ENTRY ("\"F32\"", "[[4]]", "[0,16]"),
    ENTRY ("\"F32\"", "[1,1,1,1,1,1,1,1,4]", "[0,16]"),
    /* 2³² · 2³² · 4 = 0, and 2⁶² · 4 = 0, and numbers beyond 64 bits */
    ENTRY ("\"F32\"", "[4294967296,4294967296,4]", "[0,0]"),
    ENTRY ("\"F32\"", "[4611686018427387904]", "[0,0]"),
    ENTRY ("\"F32\"", "[18446744073709551620]", "[0,16]"),
    ENTRY ("\"F32\"", "[4]", "[0,18446744073709551632]"),
    ENTRY ("\"F32\"", "[4]", "[0,9223372036854775807]"),
    /* comments, which could hide brackets */
    "{/*\"*/\"x\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[0,16]}}",
    /* an octal escape, of which the parser makes a byte that is no UTF-8 */
    "{\"\\201\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[0,16]}}",
    /* overlapping, and the same twice */
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
    "\"y\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
    "{\"x\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]},"
    "\"y\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}",
    "{\"__metadata__\":{\"a\":1},\"x\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[0,16]}}",
    "{\"__metadata__\":[],\"x\":{\"dtype\":\"U8\",\"shape\":[16],\"data_offsets\":[0,16]}}",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) deep = g_string_new ("{\"x\":");
  g_autoptr (GBytes) deep_file = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autoptr (GBytes) bytes = make_file (headers[i], 16);
      g_autoptr (BwTensors) tensors = bw_tensors_read (bytes, &error);

      if (tensors)
        g_error ("accepted: %s", headers[i]);
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
    }

  for (guint i = 0; i < 500000; i++)
    g_string_append_c (deep, '[');
  deep_file = make_file (deep->str, 0);
  g_assert_null (bw_tensors_read (deep_file, &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
}

/* Every truncation is refused; every flipped byte is refused or read as something sane. */
static void
test_damaged (void)
{
  g_autoptr (BwTensors) tensors = make_tensors ();
  g_autoptr (GBytes) bytes = bw_tensors_write (tensors);
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (GError) error = NULL;
  const guint8 *data;
  gsize size;

  data = g_bytes_get_data (bytes, &size);
  for (gsize n = 0; n < size; n++)
    {
      g_autofree guint8 *exact = g_memdup2 (data, n); /* so that a read beyond is caught */
      g_autoptr (GBytes) cut = g_bytes_new_static (exact, n);
      g_autoptr (BwTensors) read = bw_tensors_read (cut, &error);

      g_assert_null (read);
      g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
      g_clear_error (&error);
    }
  for (int i = 0; i < 5000; i++)
    {
      guint8 *copy = g_memdup2 (data, size);
      g_autoptr (GBytes) flipped = NULL;
      g_autoptr (BwTensors) read = NULL;

      for (int flips = g_rand_int_range (rand, 1, 4); flips > 0; flips--)
        copy[g_rand_int_range (rand, 0, size)] = g_rand_int_range (rand, 0, 256);
      flipped = g_bytes_new_take (copy, size);
      read = bw_tensors_read (flipped, &error);
      g_assert_true ((read == NULL) == (error != NULL));
      g_clear_error (&error);
    }
}

/* Weights go in and out by name; what does not fit changes nothing. */
static void
test_params (void)
{
  g_autoptr (BwParams) params = bw_params_new ();
  g_autoptr (BwTensors) tensors = bw_tensors_new ();
  g_autoptr (BwFloats) values = NULL, read = NULL;
  g_autoptr (GError) error = NULL;
  gsize a, b;

  a = bw_params_add (params, "net", "a", -1, 1, (gint64[]) { 3 });
  b = bw_params_add (params, "net", "b_l", 2, 2, (gint64[]) { 2, 9 });
  g_assert_cmpuint (a, ==, 0);
  g_assert_cmpuint (b, ==, 16);
  g_assert_cmpuint (params->length, ==, 48);
  g_assert_cmpuint (bw_params_count (params), ==, 21);
  g_assert_nonnull (bw_params_find (params, "net.b_l2"));
  values = bw_floats_new (params->length);
  read = bw_floats_new (params->length);
  for (guint i = 0; i < 3; i++)
    values[i] = 1 + (float) i;
  for (guint i = 0; i < 18; i++)
    values[16 + i] = 10 + (float) i;

  bw_params_save (params, values, tensors, "p.");
  g_assert_true (bw_params_load (params, read, tensors, "p.", &error));
  g_assert_cmpmem (values, params->length * sizeof (float), read, params->length * sizeof (float));

  memset (read, 0, params->length * sizeof (float));
  g_assert_false (bw_params_load (params, read, tensors, "", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  g_clear_error (&error);
  ((float *) bw_tensors_find (tensors, "p.net.b_l2")->data)[17] = NAN;
  g_assert_false (bw_params_load (params, read, tensors, "p.", &error));
  g_assert_error (error, BW_ERROR, BW_ERROR_FORMAT);
  for (gsize i = 0; i < params->length; i++)
    g_assert_cmpfloat (read[i], ==, 0);
}

/* Published weights of another net, all of whose tensors are read. */
static void
test_published (void)
{
  g_autofree char *path = bw_test_shared ("data/parity/comparator_pretrained.safetensors");
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GBytes) bytes = NULL, rewritten = NULL;
  g_autoptr (BwTensors) tensors = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  if (!path)
    return;
  mapped = g_mapped_file_new (path, FALSE, &error);
  g_assert_no_error (error);
  bytes = g_mapped_file_get_bytes (mapped);
  tensors = bw_tensors_read (bytes, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_tensors_get_n (tensors), >, 10);
  rewritten = bw_tensors_write (tensors);
  again = bw_tensors_read (rewritten, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (bw_tensors_get_n (again), ==, bw_tensors_get_n (tensors));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nn/safetensors/round-trip", test_round_trip);
  g_test_add_func ("/nn/safetensors/layout", test_layout);
  g_test_add_func ("/nn/safetensors/hostile", test_hostile);
  g_test_add_func ("/nn/safetensors/damaged", test_damaged);
  g_test_add_func ("/nn/safetensors/params", test_params);
  g_test_add_func ("/nn/safetensors/published", test_published);
  return g_test_run ();
}
