-- The arithmetic of bkn_411_2025 as of 2025-10-01, written for DuckDB: the peer of score_talent in `make bench`.
-- Same tables, same result: component scores, axis scores with their range, kotak.
WITH roster AS (
    SELECT h.holder_nip AS nip, h.jabatan_id, h.required_fields, p.education_level, p.education_field, p.eselon,
        CASE split_part(h.eselon, '.', 1) WHEN 'II' THEN 'jpt_pratama' WHEN 'III' THEN 'administrator' ELSE 'pengawas' END
            AS jenjang
    FROM jabatan h JOIN pegawai p ON p.nip = h.holder_nip
),
penilaian_kinerja AS (
    SELECT nip, CASE arg_max(predikat, year) WHEN 'sangat_baik' THEN 100 WHEN 'baik' THEN 80
        WHEN 'butuh_perbaikan' THEN 60 WHEN 'kurang' THEN 40 WHEN 'sangat_kurang' THEN 20 END AS score
    FROM kinerja WHERE year <= 2025 AND predikat IS NOT NULL GROUP BY nip
),
penghargaan AS (
    SELECT nip, max(CASE WHEN year(date) <= 2020 THEN 0 ELSE CASE category WHEN 'internasional' THEN 100
        WHEN 'nasional' THEN 75 WHEN 'lintas_instansi' THEN 50 WHEN 'instansi' THEN 25 WHEN 'tidak_ada' THEN 0 END END)
        AS score
    FROM penguat WHERE penguat = 'penghargaan' AND date <= DATE '2025-10-01' GROUP BY nip
),
tim_kerja AS (
    SELECT nip, max(CASE WHEN year(date) <= 2023 THEN 0 ELSE CASE category WHEN 'ketua_lintas' THEN 100
        WHEN 'ketua_internal' THEN 75 WHEN 'anggota_lintas' THEN 50 WHEN 'anggota_internal' THEN 25
        WHEN 'tidak_ada' THEN 0 END END) AS score
    FROM penguat WHERE penguat = 'tim_kerja' AND date <= DATE '2025-10-01' GROUP BY nip
),
umpan_balik_360 AS (
    SELECT nip, CASE arg_max(category, date) WHEN 'sangat_baik' THEN 100 WHEN 'baik' THEN 80
        WHEN 'butuh_perbaikan' THEN 60 WHEN 'kurang' THEN 40 WHEN 'sangat_kurang' THEN 20 END AS score
    FROM penguat WHERE penguat = 'umpan_balik_360' AND date <= DATE '2025-10-01' GROUP BY nip
),
asesmen_berlaku AS (
    SELECT nip, potensi_score, integritas_level + kerja_sama_level + komunikasi_level + orientasi_hasil_level
        + pelayanan_publik_level + pengembangan_diri_level + mengelola_perubahan_level + pengambilan_keputusan_level
        + perekat_bangsa_level AS levels
    FROM asesmen WHERE assessment_date > DATE '2022-10-01' AND assessment_date <= DATE '2025-10-01'
),
pengembangan_kompetensi AS (
    SELECT nip, CASE WHEN n >= 8 THEN 100 WHEN n >= 6 THEN 75 WHEN n >= 4 THEN 50 WHEN n >= 1 THEN 25 ELSE 0 END AS score
    FROM (SELECT nip, count(*) FILTER (WHERE pengembangan <> 'tidak_ada' AND date > DATE '2020-10-01') AS n
          FROM pengembangan WHERE date <= DATE '2025-10-01' GROUP BY nip)
),
riwayat AS (
    SELECT *, CASE split_part(eselon, '.', 1) WHEN 'II' THEN 'jpt_pratama' WHEN 'III' THEN 'administrator' ELSE 'pengawas'
        END AS jenjang_lama
    FROM riwayat_jabatan WHERE start_date <= DATE '2025-10-01'
),
lama AS (
    SELECT nip, CASE WHEN years >= 5 THEN 100 WHEN years >= 2 THEN 80 ELSE 60 END AS score
    FROM (SELECT r.nip, date_sub('year', min(start_date), DATE '2025-10-01') AS years
          FROM riwayat r JOIN roster USING (nip)
          WHERE r.status = 'definitif' AND r.jenjang_lama = roster.jenjang GROUP BY r.nip)
),
keragaman AS (
    SELECT nip, CASE WHEN count(DISTINCT opd) > 1 THEN 100 WHEN count(DISTINCT jabatan) > 1 THEN 80 ELSE 60 END AS score
    FROM riwayat WHERE status = 'definitif' GROUP BY nip
),
nondefinitif AS (
    SELECT nip, max(CASE status WHEN 'pj_kepala_daerah' THEN 100 WHEN 'plt_lebih_tinggi' THEN 80 WHEN 'plt_setara' THEN 60
        WHEN 'plh_lebih_tinggi' THEN 40 WHEN 'plh_setara' THEN 20 ELSE 0 END) AS score
    FROM riwayat GROUP BY nip
),
hukuman AS (
    SELECT nip, min(CASE WHEN end_date >= DATE '2025-10-01' THEN 0 WHEN start_date <= DATE '2020-10-01' THEN 100
        ELSE CASE hukdis WHEN 'tidak_ada' THEN 100 WHEN 'ringan' THEN 75 WHEN 'sedang' THEN 50 WHEN 'berat' THEN 25 END END)
        AS score
    FROM disiplin WHERE start_date <= DATE '2025-10-01' GROUP BY nip
),
scored AS (
    SELECT roster.nip,
        penilaian_kinerja.score AS penilaian_kinerja, penghargaan.score AS penghargaan, tim_kerja.score AS tim_kerja,
        umpan_balik_360.score AS umpan_balik_360,
        least(100, 100 * levels / (9 * CASE jenjang WHEN 'jpt_pratama' THEN 4 WHEN 'administrator' THEN 3 ELSE 2 END))
            + 0 * levels AS penilaian_kompetensi,
        pengembangan_kompetensi.score AS pengembangan_kompetensi,
        (lama.score + keragaman.score + nondefinitif.score) / 3 AS pengalaman_jabatan,
        potensi_score AS penilaian_potensi,
        CASE education_level WHEN 'S3' THEN 100 WHEN 'S2' THEN 90 WHEN 'S1' THEN 80 WHEN 'D4' THEN 80 WHEN 'D3' THEN 70
            WHEN 'SLTA' THEN 60 END AS pendidikan,
        CASE WHEN education_field IS NULL OR required_fields IS NULL THEN NULL
            WHEN list_contains(string_split(lower(required_fields), ';'), lower(education_field)) THEN 100 ELSE 50 END
            AS bidang_ilmu,
        hukuman.score AS disiplin
    FROM roster
    LEFT JOIN penilaian_kinerja USING (nip) LEFT JOIN penghargaan USING (nip) LEFT JOIN tim_kerja USING (nip)
    LEFT JOIN umpan_balik_360 USING (nip) LEFT JOIN asesmen_berlaku USING (nip) LEFT JOIN pengembangan_kompetensi USING (nip)
    LEFT JOIN lama USING (nip) LEFT JOIN keragaman USING (nip) LEFT JOIN nondefinitif USING (nip)
    LEFT JOIN hukuman USING (nip)
),
axes AS (
    SELECT *,
        round(0.60 * penilaian_kinerja + 0.15 * penghargaan + 0.15 * tim_kerja + 0.10 * umpan_balik_360, 9)
            AS performance_score,
        round(0.60 * coalesce(penilaian_kinerja, 20) + 0.15 * coalesce(penghargaan, 0) + 0.15 * coalesce(tim_kerja, 0)
            + 0.10 * coalesce(umpan_balik_360, 20), 9) AS performance_low,
        round(0.60 * coalesce(penilaian_kinerja, 100) + 0.15 * coalesce(penghargaan, 100) + 0.15 * coalesce(tim_kerja, 100)
            + 0.10 * coalesce(umpan_balik_360, 100), 9) AS performance_high,
        round(0.20 * penilaian_kompetensi + 0.10 * pengembangan_kompetensi + 0.10 * pengalaman_jabatan
            + 0.25 * penilaian_potensi + 0.10 * pendidikan + 0.10 * bidang_ilmu + 0.15 * disiplin, 9) AS potential_score,
        round(0.20 * coalesce(penilaian_kompetensi, 0) + 0.10 * coalesce(pengembangan_kompetensi, 0)
            + 0.10 * coalesce(pengalaman_jabatan, 40) + 0.25 * coalesce(penilaian_potensi, 0)
            + 0.10 * coalesce(pendidikan, 60) + 0.10 * coalesce(bidang_ilmu, 50) + 0.15 * coalesce(disiplin, 0), 9)
            AS potential_low,
        round(0.20 * coalesce(penilaian_kompetensi, 100) + 0.10 * coalesce(pengembangan_kompetensi, 100)
            + 0.10 * coalesce(pengalaman_jabatan, 100) + 0.25 * coalesce(penilaian_potensi, 100)
            + 0.10 * coalesce(pendidikan, 100) + 0.10 * coalesce(bidang_ilmu, 100) + 0.15 * coalesce(disiplin, 100), 9)
            AS potential_high
    FROM scored
),
levels AS (
    SELECT *,
        (performance_low >= 60)::INT + (performance_low >= 80)::INT AS y,
        (performance_high >= 60)::INT + (performance_high >= 80)::INT AS y_best,
        (potential_low >= 60)::INT + (potential_low >= 80)::INT AS x,
        (potential_high >= 60)::INT + (potential_high >= 80)::INT AS x_best
    FROM axes
)
SELECT * EXCLUDE (y, y_best, x, x_best),
    CASE WHEN y = y_best AND x = x_best THEN [1, 3, 6, 2, 5, 8, 4, 7, 9][3 * y + x + 1] END AS kotak
FROM levels
