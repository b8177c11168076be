/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nn/bw-conv-chain.h"
#include "nn/bw-pool.h"

G_BEGIN_DECLS

/* Training of a chain: forward with the statistics of the batch at hand, and backward.
 *
 * A batch has one or more groups of equally many rows; each group is normalised by its own
 * statistics, as if the chain were called once for each with the same weights. Rows go in tiles of
 * 16 ([length][channels][16]), each group beginning a tile of its own:
 *
 *   bw_conv_workspace_begin (ws, n_rows);
 *   … fill bw_conv_workspace_get_input (ws, group, tile) …
 *   bw_conv_workspace_forward (ws, values, statistics);
 *   … bw_conv_workspace_read_output (y, ws, group, tile) …
 *   … fill bw_conv_workspace_get_d_output (ws, group, tile) …
 *   bw_conv_workspace_backward (d_values, ws, values);
 *   … bw_conv_workspace_get_d_input (ws, group, tile) …
 *
 * What is kept of a forward is each convolution's output before its norm; norm and activation are
 * done again where they are read. All that depends on the order of sums is done in the order of the
 * tiles, so threads change no bit. */
typedef struct _BwConvWorkspace BwConvWorkspace;

/* @chain and @pool (nullable) are borrowed. */
BwConvWorkspace *bw_conv_workspace_new (const BwConvChain *chain,
                                        guint              length,
                                        guint              n_groups,
                                        guint              max_rows,
                                        BwPool            *pool);
void bw_conv_workspace_free (BwConvWorkspace *self);

/* A new batch with @n_rows in each group. */
void bw_conv_workspace_begin (BwConvWorkspace *self,
                              guint            n_rows);

/* Tiles of a group. */
guint bw_conv_workspace_get_n_tiles (const BwConvWorkspace *self);

/* Where the batch goes: length, n_in, 16. Lanes beyond the last row may hold any finite number. */
float *bw_conv_workspace_get_input (BwConvWorkspace *self,
                                    guint            group,
                                    guint            tile);

/* The running mean and variance of each unit are moved towards those of the batch, group by group
 * (the variance unbiased; left alone where there is but one value). @statistics may be %NULL. */
void bw_conv_workspace_forward (BwConvWorkspace *self,
                                const float     *values,
                                float           *statistics);

/* The last unit's output: its length, its n_out, 16. May be called from several threads. */
void bw_conv_workspace_read_output (float                 *y,
                                    const BwConvWorkspace *self,
                                    guint                  group,
                                    guint                  tile);

/* The same of any unit. */
void bw_conv_workspace_read_unit (float                 *y,
                                  const BwConvWorkspace *self,
                                  guint                  unit,
                                  guint                  group,
                                  guint                  tile);

/* Where the gradient of the output goes. Lanes beyond the last row must be 0. */
float *bw_conv_workspace_get_d_output (BwConvWorkspace *self,
                                       guint            group,
                                       guint            tile);

/* The gradients of the forward before it; once for each forward. */
void bw_conv_workspace_backward (float           *d_values,  /* block: += */
                                 BwConvWorkspace *self,
                                 const float     *values);

/* The gradient of the input, where the chain does not begin with a batch norm. */
const float *bw_conv_workspace_get_d_input (const BwConvWorkspace *self,
                                            guint                  group,
                                            guint                  tile);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwConvWorkspace, bw_conv_workspace_free)

G_END_DECLS
